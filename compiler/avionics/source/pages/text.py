"""A Markdown page by its lines, and what of it no reader sees as text: code, in blocks or in a line, and comments."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from avionics.source.lines import Lines
from avionics.source.pages.blocks import Reader, blanks

Span = tuple[int, int]

COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TICKS = re.compile(r"`+")
_LINE = re.compile(r"[^\n]*\n?")
_SIGNS = ("```", "~~~", "    ", "\t")
"""Without any of these there is no code; most pages are done so."""


class PageText:
    """The `body` of a page. A position in it is that of a character, from 0."""

    def __init__(self, body: str) -> None:
        self._body = body
        self._lines = Lines(body)
        self._blocks = list(_code_blocks(body))
        self._comments = [match.span() for match in COMMENT.finditer(body)]
        self._code: dict[int, list[Span]] = {}

    def place(self, position: int) -> tuple[int, int]:
        """The line and the column, from 1."""
        return self._lines.at(position)

    def before(self, position: int, longest: int) -> str:
        """The last of the text on the same line, at most so many characters."""
        _, column = self.place(position)
        return self._body[max(position - column + 1, position - longest) : position]

    def hides(self, position: int) -> bool:
        """Whether what stands there is none of the text."""
        line, column = self.place(position)
        if line not in self._code:
            self._code[line] = list(_code(self._body[slice(*self._lines.extent(line))]))
        return (
            _within(self._blocks, position)
            or _within(self._comments, position)
            or _within(self._code[line], column - 1)
        )


def _code_blocks(body: str) -> Iterator[Span]:
    """Each line of code, in lists and quotations too. A fence that is never closed ends with what it stands in."""
    if not any(sign in body for sign in _SIGNS):
        return
    reader = Reader()
    for match in _LINE.finditer(body):
        if reader.read(blanks(match[0])).code:
            yield match.span()


def _within(spans: list[Span], position: int) -> bool:
    at = bisect_right(spans, position, key=lambda span: span[0]) - 1
    return at >= 0 and position < spans[at][1]


def _code(line: str) -> Iterator[Span]:
    """Code within a line: from a run of backquotes to the next that is as long."""
    runs = [match.span() for match in _TICKS.finditer(line)]
    next_: dict[int, int] = {}
    closing = [0] * len(runs)
    for index in reversed(range(len(runs))):
        length = runs[index][1] - runs[index][0]
        closing[index] = next_.get(length, 0)
        next_[length] = index
    behind = 0
    for index, (start, _) in enumerate(runs):
        if index >= behind and closing[index]:
            yield start, runs[closing[index]][1]
            behind = closing[index] + 1
