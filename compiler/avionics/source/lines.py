"""Where characters of a text stand: their lines and columns, from 1. Lines end as editors end them, with `\\n`."""

from __future__ import annotations

import re
from bisect import bisect_left


def at(text: str, index: int) -> tuple[int, int]:
    """The line and column of the character at `index`."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


class Lines:
    """A text that is asked more than once: its lines are counted beforehand."""

    def __init__(self, text: str) -> None:
        self._breaks = [-1, *(match.start() for match in re.finditer("\n", text)), len(text)]

    def at(self, index: int) -> tuple[int, int]:
        """The line and column of the character at `index`."""
        line = bisect_left(self._breaks, index, hi=len(self._breaks) - 1)
        return line, index - self._breaks[line - 1]

    def extent(self, line: int) -> tuple[int, int]:
        """Where a line begins, and where it ends."""
        return self._breaks[line - 1] + 1, self._breaks[line]
