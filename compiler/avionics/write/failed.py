"""A disk that fails: where, and why."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator

from avionics.failure import Failure


class WriteFailed(Failure):
    """The output cannot be written, or not be read for comparison: the path and the cause."""

    def __init__(self, path: str, cause: str) -> None:
        super().__init__(path, cause)  # what it is made from, so that it can come out of another process
        self.path = path
        self.cause = cause

    def __str__(self) -> str:
        return f"{self.path}: {self.cause}"


@contextlib.contextmanager
def failing(path: str) -> Iterator[None]:
    """Names `path` as the one at which the disk failed."""
    try:
        yield
    except OSError as error:
        raise WriteFailed(path, cause_of(error)) from error


@contextlib.contextmanager
def placed(path: str) -> Iterator[None]:
    """Names `path` in an error that names no file, as one that comes late, when a buffer is written."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or path
        raise


def cause_of(error: OSError) -> str:
    """Why, in a few words."""
    if error.errno in (errno.ELOOP, errno.ENOTDIR):
        return "is a symbolic link or no folder; the output is never written through a link"
    return error.strerror or str(error)
