"""What an expression would give: its labels, its unit, its bounds, and whether it can give anything."""
