"""What was written, as frozen values that know where."""
