"""What is wrong with an expression."""

from __future__ import annotations


class PromqlError(Exception):
    """An expression that is not PromQL: `length` characters at `offset` are to blame. `help` may say what to do."""

    def __init__(self, message: str, offset: int, length: int = 1, help: str = "") -> None:  # noqa: A002
        super().__init__(message)
        self.message, self.offset, self.length, self.help = message, offset, length, help
