"""Whether a file is as it was, by what the file system says of it: how git judges its index, and as careful.

A file that changes keeps its stamp only if it keeps its size and changes within the resolution of the clock that the
file system stamps by. So a file that changed just before it was read has no stamp, and is read again the next time.
The time of the change of the inode is in it, which no program can set back.
"""

from __future__ import annotations

import os

YOUNG = 2_000_000_000
"""Nanoseconds: the coarsest clock in use, FAT's, counts two seconds."""


def stamp(status: os.stat_result) -> str:
    """The stamp of a file: size, times of change, inode."""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def trusted(status: os.stat_result, read_at: int) -> str:
    """The stamp of a file that is read at a time (nanoseconds); "" when it changed so lately that it could change again
    and look the same."""
    young = max(status.st_mtime_ns, status.st_ctime_ns) > read_at - YOUNG
    return "" if young else stamp(status)
