"""A vector selector in a text, with the places an edit needs."""

from __future__ import annotations

from typing import NamedTuple


class Selector(NamedTuple):
    """A vector selector in a text.

    `insert` is the offset at which a matcher goes; `empty` says whether there is none before it, `braces` whether
    there are braces. `labels` are the names it already matches on.
    """

    name: str
    start: int
    end: int
    insert: int
    braces: bool
    empty: bool
    labels: tuple[str, ...]
