"""Catalog to plan: everything compiled, as values, before any output format."""
