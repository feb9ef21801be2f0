"""PromQL as text with offsets, so that edits keep what the user wrote."""
