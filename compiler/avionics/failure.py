"""What was expected to go wrong: the command prints the message and exits with 2."""


class Failure(Exception):
    """Wrong usage, an unreadable project, a disk that fails; the message says what, where and what to do."""
