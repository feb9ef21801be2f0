"""Addresses of other tools, built from parts: pure functions of strings."""
