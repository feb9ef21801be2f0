"""Every generated name, and numbers that are policy."""
