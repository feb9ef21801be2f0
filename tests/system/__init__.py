"""The compiled set as a whole: what it promises, proves and repeats."""
