"""Files that a run keeps for itself in an output folder: a pull request may hold such a folder, with links in it.

No link is followed, so that nobody chooses what is read or written over; and what is no plain file is not read, since
it may have no end.
"""

from __future__ import annotations

import os
import stat
import zlib
from contextlib import suppress

_SUM = 4
READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
"""Through no link, and never waiting: a fifo would keep us until somebody writes to it."""


def read(path: str, most: int = -1) -> bytes:
    """The bytes of the file at `path`: the first, where `most` says how many.

    Raises:
        OSError: there is none, it is no plain file, or the disk fails.
    """
    with open(os.open(path, READ), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(f"{path} is not a plain file")
        return file.read(most)


def replace(path: str, content: bytes) -> None:
    """Put `content` at `path`: written beside it, then moved, so that whoever reads it finds the old or the new.

    Raises:
        OSError: the disk fails, or a folder is in the way; what stood at `path` still does, and nothing is beside it.
    """
    folder, name = os.path.split(path)
    beside = os.path.join(folder, f".{name.removeprefix('.')}.new")
    with suppress(FileNotFoundError):
        os.unlink(beside)
    try:
        with open(beside, "xb") as file:
            file.write(content)
        os.replace(beside, path)
    except OSError as error:
        with suppress(OSError):
            os.unlink(beside)
        error.filename = error.filename or path  # a disk that is full names none
        raise


def keep(path: str, content: bytes) -> None:
    """Put `content` at `path` as `replace` does, in the form that `kept` reads.

    Raises:
        OSError: as `replace`.
    """
    replace(path, _sum(content) + content)


def kept(path: str) -> bytes:
    """What `keep` put at `path`.

    Raises:
        OSError: as `read`.
        ValueError: not all of it is as it was put there: a disk lost some of it, or somebody wrote into it.
    """
    found = read(path)
    content = found[_SUM:]
    if found[:_SUM] != _sum(content):
        raise ValueError(f"{path} is not as it was written")
    return content


def _sum(content: bytes) -> bytes:
    return zlib.crc32(content).to_bytes(_SUM, "little")
