"""Findings to text, JSON and code-host annotations. Everything quoted from specs is escaped."""
