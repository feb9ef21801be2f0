"""The pipeline, from specs to artifacts."""
