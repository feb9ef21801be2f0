"""Compiled rules replayed in memory: from the recorded pairs of one objective to everything made of them.

The rules themselves are read, so that whatever shape they have is the shape that is replayed; see README.md.
"""
