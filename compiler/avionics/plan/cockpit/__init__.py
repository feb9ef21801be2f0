"""A service to its cockpit."""
