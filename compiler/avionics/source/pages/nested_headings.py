"""Headings in lists and quotations: no sections of the page, but links may lead to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.source.pages.blocks import Reader, blanks
from avionics.source.pages.markdown import Heading, headings, unclosed
from avionics.source.pages.text import COMMENT

_MAY_BE = re.compile(r"\n[ \t>*+.)0-9-]*[ \t>](?:#{1,6}[ \t\n]|(?:=+|-+)[ \t]*(?:\n|\Z))")
"""A line that may begin with what opens a list or a quotation, and is or underlines a heading; few pages have any."""


def nested_headings(body: str) -> tuple[Heading, ...]:
    """Those that `headings` leaves out, with their lines in the body, counted from 0."""
    if not _MAY_BE.search(f"\n{body}"):
        return ()
    known = {line for _, _, line in headings(body, 0)}
    # a comment that ends on its line is no more than a part of it
    shown = COMMENT.sub(lambda comment: "\n" * comment[0].count("\n") or comment[0], body)
    return tuple(found for found in _nested(shown.split("\n")) if found[2] not in known)


def _nested(lines: list[str]) -> Iterator[Heading]:
    reader = Reader()
    for number, line in enumerate(lines):
        found = reader.read(blanks(line))
        if found.level and reader.inside and (text := unclosed(found.text)):
            yield found.level, text, number - found.above
