"""The period of an objective to suites."""
