"""Columns, wrapped text and colour for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from avionics.report.text import paint, printable

WIDTH = 120
_INDENT = 2

Cell = tuple[str, str]
"""A text and its style; "" is plain."""


def plain(text: str) -> Cell:
    """A cell without a style."""
    return printable(text), ""


def dim(text: str) -> Cell:
    """A cell that stays in the background."""
    return printable(text), "dim"


def styled(text: str, style: str) -> Cell:
    """A cell in a style."""
    return printable(text), style


def table(rows: Iterable[Sequence[Cell]], color: bool, indent: int = _INDENT) -> Iterator[str]:
    """Rows in columns as wide as they must be; the last column is wrapped."""
    lines = [list(row) for row in rows]
    widths = _widths(lines)
    for row in lines:
        *before, last = row
        head = "".join(_padded(cell, widths[at], color) for at, cell in enumerate(before))
        margin = indent + sum(widths[at] + 2 for at in range(len(before)))
        first, *more = _wrapped(last[0], WIDTH - margin)
        yield f"{' ' * indent}{head}{paint(first, last[1], color)}".rstrip()
        yield from (" " * margin + paint(line, last[1], color) for line in more)


def _widths(lines: list[list[Cell]]) -> list[int]:
    """The width of each column; what stands last in its row asks for none."""
    count = max((len(row) for row in lines), default=0)
    return [max((len(row[at][0]) for row in lines if at < len(row) - 1), default=0) for at in range(count)]


def _padded(cell: Cell, width: int, color: bool) -> str:
    text, style = cell
    return f"{paint(text, style, color)}{' ' * (width - len(text) + 2)}"


def aside(rows: Iterable[tuple[str, str, str]], color: bool) -> Iterator[str]:
    """Names, values and (at the right) where they come from; values are wrapped between the two."""
    lines = [(printable(name), _flowing(value), printable(origin)) for name, value, origin in rows]
    names = max((len(name) for name, _, _ in lines), default=0)
    room = WIDTH - _INDENT - names - 4 - max((len(origin) for _, _, origin in lines), default=0)
    wrapped = [_wrapped(value, room) for _, value, _ in lines]
    values = min(room, max((len(line) for value in wrapped for line in value), default=0))
    for (name, _, origin), (first, *more) in zip(lines, wrapped, strict=True):
        head = f"{' ' * _INDENT}{_padded((name, 'dim'), names, color)}"
        yield f"{head}{first.ljust(values)}  {paint(origin, 'dim', color)}".rstrip()
        yield from (" " * (_INDENT + names + 2) + line for line in more)


def _flowing(text: str) -> str:
    """A text of several lines as one, which the columns wrap anew."""
    return printable(" ".join(line for line in text.split("\n") if line))


def _wrapped(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` (40 at least); words and addresses are never parted."""
    return textwrap.wrap(text, max(width, 40), break_long_words=False, break_on_hyphens=False) or [""]
