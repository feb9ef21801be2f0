"""Suites written for promtool and amtool, run, and read back."""
