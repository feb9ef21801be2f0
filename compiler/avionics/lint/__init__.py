"""The linter: an engine, and rules that are each a module and a page."""
