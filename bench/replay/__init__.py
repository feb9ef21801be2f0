"""A month of traffic with incidents, replayed through rules: what they count, when they page, and how often."""
