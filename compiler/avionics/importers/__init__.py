"""Specs of other tools to ours: one folder a dialect, found by name, with what carries each field and what cannot be.

A dialect offers `TITLE`, `BEGINS` (what its documents may begin with), `claims(document)` and
`read(documents, told, choices)`.
"""
