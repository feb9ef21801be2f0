"""Addresses of other tools, built from parts and read back: pure functions of strings."""
