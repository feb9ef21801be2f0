"""Which schema for which kind, and its verdict as findings."""
