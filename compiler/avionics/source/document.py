"""A parsed file: plain data, and enough of its text to find a place again."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from avionics.place import Where


class Document(Struct, frozen=True):
    """One spec or playbook.

    `data` are plain dicts, lists and scalars. `line` is where the data begin (1-based). For Markdown, `headings` are
    the texts of its headings in order with their lines, `links` its relative links, `addresses` those that may lead to
    cockpits and logs, `data` its front matter, and `first` the line that its `body` begins on.
    """

    path: str
    kind: str
    data: dict[str, Any]
    line: int = 1
    headings: tuple[tuple[int, str, int], ...] = ()
    links: tuple[tuple[str, int, int], ...] = ()
    addresses: tuple[tuple[str, int, int], ...] = ()
    body: str = ""
    first: int = 1

    @property
    def where(self) -> Where:
        return Where(self.path)
