"""The regular expressions of matchers: read, walked, and held against each other."""
