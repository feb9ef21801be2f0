"""Suites that prove a plan: one module for each promise."""
