"""Whether a file is as it was, by what the file system says of it: how git judges its index, and as careful.

The stamp holds the time at which the inode changed, which every change of content sets and no program can set back. So
a file that changes keeps its stamp only if it keeps its size and changes again within one tick of that clock. One that
changed just before it was read could: it has no stamp, and is read again the next time.
"""

from __future__ import annotations

import os

YOUNG = 2_000_000_000
"""Nanoseconds: the coarsest clock in use, FAT's, counts two seconds."""


def stamp(status: os.stat_result) -> str:
    """The stamp of a file: size, time of the inode's change, inode."""
    return f"{status.st_size} {status.st_ctime_ns} {status.st_ino}"


def trusted(status: os.stat_result, read_at: int) -> str:
    """The stamp of a file that is read at a time (nanoseconds); "" when it changed so lately that it could change again
    and look the same."""
    return "" if status.st_ctime_ns > read_at - YOUNG else stamp(status)
