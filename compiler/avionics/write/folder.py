"""The output folder as the writer sees it: held open, locked, and never left through a symbolic link."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import stat
from collections.abc import Iterable, Iterator
from typing import Literal

State = Literal["absent", "same", "other", "blocked"]
"""What stands at a path: nothing, the very bytes, something a rename replaces, something it cannot (a folder)."""

_DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW


class WriteFailed(Exception):
    """The output cannot be written, or not be read for comparison (exit code 2): the path and the cause."""

    def __init__(self, path: str, cause: str) -> None:
        super().__init__(path, cause)  # what it is made from, so that it can come out of another process
        self.path = path
        self.cause = cause

    def __str__(self) -> str:
        return f"{self.path}: {self.cause}"


@contextlib.contextmanager
def opened(root: str, *, exclusive: bool) -> Iterator[int]:
    """A descriptor of the folder, locked until the end: writers take turns, a reader sees nothing half done.

    Raises:
        WriteFailed: it cannot be opened, or is a symbolic link.
    """
    with failing(root):
        descriptor = os.open(root, _DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH)
        yield descriptor
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def failing(path: str) -> Iterator[None]:
    """Names `path` as the one at which the disk failed."""
    try:
        yield
    except OSError as error:
        raise WriteFailed(path, cause_of(error)) from error


def cause_of(error: OSError) -> str:
    """Why, in a few words."""
    if error.errno in (errno.ELOOP, errno.ENOTDIR):
        return "is a symbolic link or no folder; the output is never written through a link"
    return error.strerror or str(error)


def state(folder: int, path: str, content: bytes) -> State:
    """How what stands at `path` compares with `content`; nothing is read when the sizes differ."""
    try:
        descriptor = os.open(path, _READ, dir_fd=folder)
    except FileNotFoundError:
        return "absent"
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO):
            return "other"
        raise
    try:
        found = os.fstat(descriptor)
        if stat.S_ISDIR(found.st_mode):
            return "blocked"
        same = stat.S_ISREG(found.st_mode) and found.st_size == len(content)
        return "same" if same and _read(descriptor, found.st_size) == content else "other"
    finally:
        os.close(descriptor)


def read(folder: int, path: str) -> bytes | None:
    """The bytes of a plain file; None when there is none."""
    try:
        descriptor = os.open(path, _READ, dir_fd=folder)
    except FileNotFoundError:
        return None
    try:
        return _read(descriptor, os.fstat(descriptor).st_size)
    finally:
        os.close(descriptor)


def _read(descriptor: int, size: int) -> bytes:
    content = os.read(descriptor, size)
    while len(content) < size and (more := os.read(descriptor, size - len(content))):
        content += more
    return content


def create(folder: int, path: str, content: bytes) -> None:
    """A new file. Not forced to the disk: what is lost in a power cut is compiled again."""
    descriptor = os.open(path, _WRITE, 0o666, dir_fd=folder)
    try:
        written = os.write(descriptor, content)
        while written < len(content):
            written += os.write(descriptor, content[written:])
    finally:
        os.close(descriptor)


def absent_folders(folder: int, paths: Iterable[str]) -> list[str]:
    """The folders that the files at `paths` need and that are not there, outermost first.

    Raises:
        OSError: one of them is a symbolic link or a file.
    """
    absent: list[str] = []
    for parent in sorted(parents(paths)):
        try:
            mode = os.stat(parent, dir_fd=folder, follow_symlinks=False).st_mode
        except FileNotFoundError:
            absent.append(parent)
            continue
        if not stat.S_ISDIR(mode):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), parent)
        if not os.access(parent, os.W_OK | os.X_OK, dir_fd=folder):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), parent)
    return absent


def parents(paths: Iterable[str]) -> set[str]:
    """All folders above `paths`, the output folder itself left out."""
    found: set[str] = set()
    for path in {path.rpartition("/")[0] for path in paths}:
        folder = path
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def is_plain(folder: int, path: str) -> bool:
    """Whether something stands at `path` that is no folder, and no folder on the way is a symbolic link."""
    try:
        modes = [os.stat(step, dir_fd=folder, follow_symlinks=False).st_mode for step in (*parents([path]), path)]
    except (FileNotFoundError, NotADirectoryError):
        return False
    return not stat.S_ISDIR(modes[-1]) and all(map(stat.S_ISDIR, modes[:-1]))
