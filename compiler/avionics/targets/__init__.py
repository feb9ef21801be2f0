"""Plan to artifacts, one folder per output format."""
