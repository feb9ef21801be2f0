"""What setup.py is made of: the standard library alone, since nothing else is there yet."""
