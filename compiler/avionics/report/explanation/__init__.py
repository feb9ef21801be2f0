"""What `explain` says, as values, and its forms: for people, for machines."""
