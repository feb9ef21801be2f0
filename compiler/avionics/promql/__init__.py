"""PromQL as the user wrote it: edited where it stands, judged, and understood."""
