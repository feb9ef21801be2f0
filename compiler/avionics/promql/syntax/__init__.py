"""Whether an expression is PromQL, and if not, where it stops being so and what was meant."""
