"""Where a page has code on lines of its own, in lists and quotations too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.source.blocks import Reader, blanks

Span = tuple[int, int]

_LINE = re.compile(r"[^\n]*\n?")
_SIGNS = ("```", "~~~", "    ", "\t")
"""Without any of these there is no code; most pages are done so."""


def code_blocks(body: str) -> Iterator[Span]:
    """Each line of code; a fence that is never closed goes on to the end of what it stands in."""
    if not any(sign in body for sign in _SIGNS):
        return
    reader = Reader()
    for match in _LINE.finditer(body):
        if reader.read(blanks(match[0])).code:
            yield match.span()
