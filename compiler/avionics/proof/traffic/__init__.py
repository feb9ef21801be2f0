"""Made-up traffic, and what rules must make of it, counted."""
