"""An objective to what is recorded of it."""
