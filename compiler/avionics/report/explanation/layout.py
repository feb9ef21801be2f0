"""Columns, wrapped text and colour for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from avionics.report.text import printable

WIDTH = 110
_STYLES = {"head": "1", "dim": "2", "page": "31;1", "ticket": "33;1", "missing": "31;1"}

Cell = tuple[str, str]
"""A text and its style; "" is plain."""


def paint(text: str, style: str, color: bool) -> str:
    """`text` in a style, where colour is wanted."""
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if color and style and text else text


def plain(text: str) -> Cell:
    """A cell without a style."""
    return printable(text), ""


def styled(text: str, style: str) -> Cell:
    """A cell in a style."""
    return printable(text), style


def table(rows: Iterable[Sequence[Cell]], color: bool, indent: int = 2) -> Iterator[str]:
    """Rows in columns as wide as they must be; the last column is wrapped and never parts a word or an address."""
    lines = [list(row) for row in rows]
    count = max((len(row) for row in lines), default=0)
    widths = [max((len(row[at][0]) for row in lines if at < len(row) - 1), default=0) for at in range(count)]
    for row in lines:
        *before, last = row
        head = "".join(_padded(cell, widths[at], color) for at, cell in enumerate(before))
        margin = indent + sum(widths[at] + 2 for at in range(len(before)))
        wrapped = wrap(last[0], margin) or [""]
        yield f"{' ' * indent}{head}{paint(wrapped[0], last[1], color)}".rstrip()
        for line in wrapped[1:]:
            yield " " * margin + paint(line, last[1], color)


def _padded(cell: Cell, width: int, color: bool) -> str:
    text, style = cell
    return f"{paint(text, style, color)}{' ' * (width - len(text) + 2)}"


def wrap(text: str, margin: int = 0) -> list[str]:
    """`text` in lines that fit beside a margin."""
    return textwrap.wrap(text, max(WIDTH - margin, 40), break_long_words=False, break_on_hyphens=False)
