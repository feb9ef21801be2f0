"""Our objectives as specs of other tools: one folder a format, found by name.

A format offers `NAME` (of the file, from a service's name) and `export(service)`.
"""
