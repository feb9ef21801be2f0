"""Where a page has code on lines of its own: fenced, or indented by four blanks, in lists and quotations too."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_LINE = re.compile(r"[^\n]*\n?")
_INDENT = 4
"""Blanks before a line of code, counted from where the text of its list or quotation begins."""
_DEEPEST = 50
"""Lists that may begin on one line: each copies it."""
_SIGNS = ("```", "~~~", " " * _INDENT, "\t")
"""Without any of these there is no code; most pages are done so."""
_QUOTE = re.compile(r" {0,3}>(?: |\Z)?")
_ITEM = re.compile(r" {0,3}(?:[-*+]|[0-9]{1,9}[.)])(?= |\Z)")
_FENCE = re.compile(r" {0,3}(```+(?=[^`]*\Z)|~~~+)")
"""The beginning of fenced code; backquotes behind it would make it code in a line."""
_BREAK = re.compile(r" {0,3}(?:#{1,6}(?: |\Z)|([-*_])(?: *\1){2,} *\Z)")
"""A heading, or a line across the page: what ends a paragraph, and begins none."""
_UNDERLINE = re.compile(r" {0,3}=+ *\Z")
"""What makes a heading of the paragraph above it, and is text anywhere else."""


def code_blocks(body: str) -> Iterator[Span]:
    """Each line of code; a fence that is never closed goes on to the end of what it stands in."""
    if not any(sign in body for sign in _SIGNS):
        return
    reader = _Reader()
    for match in _LINE.finditer(body):
        if reader.is_code(match[0].rstrip("\n").expandtabs(_INDENT)):
            yield match.span()


class _Reader:
    """What is open when a line begins: quotations, list items by the column of their text, a fence, a paragraph."""

    def __init__(self) -> None:
        self._quotes = 0
        self._items: list[int] = []
        self._fence = ""
        self._paragraph = False

    def is_code(self, line: str) -> bool:
        """Whether the next line is code, or a fence around it. Tabs must be blanks."""
        if self._fence and (inside := self._inside(line)) is not None:
            self._fence = "" if _closes(inside, self._fence) else self._fence
            return True
        self._fence = ""
        quotes, rest = _unquoted(line, len(line))
        if self._paragraph and self._underlined(quotes, rest):
            self._paragraph = False
            return False
        if quotes != self._quotes:
            self._quotes, self._items = quotes, []
        if not rest.strip():
            self._paragraph = False
            return False
        return self._begins_code(rest)

    def _underlined(self, quotes: int, rest: str) -> bool:
        """Whether a line ends the open paragraph, and stands in the quotations and the list item that this is in."""
        begin = self._items[-1] if self._items else 0
        return quotes == self._quotes and not rest[:begin].strip() and _UNDERLINE.match(rest[begin:]) is not None

    def _inside(self, line: str) -> str | None:
        """What a line adds to the fenced code; None where what this stands in has ended."""
        quotes, rest = _unquoted(line, self._quotes)
        indent = len(rest) - len(rest.lstrip(" "))
        ended = quotes < self._quotes or (self._items and rest.strip() and indent < self._items[-1])
        return None if ended else rest

    def _begins_code(self, rest: str) -> bool:
        """Whether a line that is not empty is code, or a fence; with what it opens."""
        for _ in range(_DEEPEST):
            indent = len(rest) - len(rest.lstrip(" "))
            held = [column for column in self._items if column <= indent]
            begin = held[-1] if held else 0
            text, fence = rest[begin:], _FENCE.match(rest[begin:])
            item, ends = _ITEM.match(text), _BREAK.match(text)
            if self._paragraph and not (fence or item or ends):
                return False  # the paragraph goes on, however far its lines are indented
            self._items, self._paragraph = held, False
            if indent - begin >= _INDENT:
                return True
            if fence:
                self._fence = fence[1]
                return True
            if ends or not item:
                self._paragraph = not ends
                return False
            rest = self._opened(text, begin, item.end())
            if not rest.strip():
                return False
        return False

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
