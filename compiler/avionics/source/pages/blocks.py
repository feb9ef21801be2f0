"""A Markdown page line by line: which are code, and which make a heading, in lists and quotations too.

Code is fenced, or indented by four blanks from where the text of its list or quotation begins.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_INDENT = 4
"""Blanks before a line of code, counted from where the text of its list or quotation begins."""
_DEEPEST = 50
"""Lists that may begin on one line: each copies it."""
_QUOTE = re.compile(r" {0,3}>(?: |\Z)?")
_ITEM = re.compile(r" {0,3}(?:[-*+]|[0-9]{1,9}[.)])(?= |\Z)")
_FENCE = re.compile(r" {0,3}(```+(?=[^`]*\Z)|~~~+)")
"""The beginning of fenced code; backquotes behind it would make it code in a line."""
_BREAK = re.compile(r" {0,3}(?:(#{1,6})(?: |\Z)|([-*_])(?: *\2){2,} *\Z)")
"""A heading, or a line across the page: what ends a paragraph, and begins none."""
_UNDERLINE = re.compile(r" {0,3}([=-])\1* *\Z")
"""What makes a heading of the paragraph above it; of `-` it may be a line across the page elsewhere."""


class Line(NamedTuple):
    """What a line is: `code`, or the end of a heading of a `level` (0: of none), whose text begins `above` it."""

    code: bool
    level: int = 0
    text: str = ""
    above: int = 0


_CODE, _OTHER = Line(True), Line(False)


def blanks(line: str) -> str:
    """A line whose tabs are blanks, as a `Reader` wants it."""
    return line.rstrip("\n").expandtabs(_INDENT)


class Reader:
    """What is open when a line begins: quotations, list items by the column of their text, a fence, a paragraph."""

    def __init__(self) -> None:
        self._quotes = 0
        self._items: list[int] = []
        self._fence = ""
        self._paragraph: list[str] = []

    @property
    def inside(self) -> bool:
        """Whether the last line stands in a list or a quotation."""
        return bool(self._quotes or self._items)

    def read(self, line: str) -> Line:
        """What the next line is; a fence is code. Tabs must be blanks."""
        if self._fence and (inside := self._inside(line)) is not None:
            self._fence = "" if _closes(inside, self._fence) else self._fence
            return _CODE
        self._fence = ""
        quotes, rest = _unquoted(line, len(line))
        if self._paragraph and (sign := self._underlined(quotes, rest)):
            text, self._paragraph = self._paragraph, []
            return Line(False, 1 if sign == "=" else 2, " ".join(line.strip() for line in text), len(text))
        if quotes != self._quotes:
            self._quotes, self._items = quotes, []
        if not rest.strip():
            self._paragraph = []
            return _OTHER
        return self._begun(rest)

    def _underlined(self, quotes: int, rest: str) -> str:
        """The sign of a line that underlines the open paragraph: it stands in its quotations and its list item."""
        begin = self._items[-1] if self._items else 0
        same = quotes == self._quotes and not rest[:begin].strip()
        found = _UNDERLINE.match(rest[begin:]) if same else None
        return found[1] if found else ""

    def _inside(self, line: str) -> str | None:
        """What a line adds to the fenced code; None where what this stands in has ended."""
        quotes, rest = _unquoted(line, self._quotes)
        indent = len(rest) - len(rest.lstrip(" "))
        ended = quotes < self._quotes or (self._items and rest.strip() and indent < self._items[-1])
        return None if ended else rest

    def _begun(self, rest: str) -> Line:
        """What a line that is not empty is; with what it opens."""
        for _ in range(_DEEPEST):
            indent = len(rest) - len(rest.lstrip(" "))
            held = [column for column in self._items if column <= indent]
            begin = held[-1] if held else 0
            text, fence = rest[begin:], _FENCE.match(rest[begin:])
            item, ends = _ITEM.match(text), _BREAK.match(text)
            if self._paragraph and not (fence or item or ends):
                self._paragraph.append(text)  # it goes on, however far its lines are indented
                return _OTHER
            self._items, self._paragraph = held, []
            if fence or indent - begin >= _INDENT:
                self._fence = fence[1] if fence else ""
                return _CODE
            if ends:
                return Line(False, len(ends[1]), text[ends.end(1) :]) if ends[1] else _OTHER
            if not item:
                self._paragraph = [text]
                return _OTHER
            rest = self._opened(text, begin, item.end())
            if not rest.strip():
                return _OTHER
        return _OTHER

    def _opened(self, text: str, begin: int, marker: int) -> str:
        """The line without the marker of a list item, and of quotations in it, whose text begins at a new column."""
        behind = text[marker:]
        blanks = len(behind) - len(behind.lstrip(" "))
        column = marker + (blanks if blanks <= _INDENT and behind.strip() else 1)
        self._items.append(begin + column)
        quotes, inner = _unquoted(text[column:], len(text))
        if quotes:
            self._quotes, self._items = self._quotes + quotes, []
            return inner
        return " " * (begin + column) + text[column:]


def _unquoted(line: str, most: int) -> tuple[int, str]:
    """How many quotations a line is in, and what stands in them; no more than `most` are looked for."""
    quotes, begin = 0, 0
    while quotes < most and (match := _QUOTE.match(line, begin)):
        quotes, begin = quotes + 1, match.end()
    return quotes, line[begin:]


def _closes(line: str, fence: str) -> bool:
    written = line.strip(" ")
    return len(written) >= len(fence) and not written.strip(fence[0])
