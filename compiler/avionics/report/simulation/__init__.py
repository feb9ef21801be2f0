"""What `slo simulate` says, as values, and its forms: for people, for machines, as a picture."""
