"""Artifacts to disk: all or nothing, and only what changed."""
