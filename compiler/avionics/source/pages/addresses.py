"""The addresses in a Markdown page that may be those of cockpits and logs, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.conventions import names
from avionics.links import grafana, kibana
from avionics.source.pages.text import PageText

Address = tuple[str, int, int]  # address, line, column

_COCKPIT, _LOGS = grafana.OPENS + names.cockpit_uid(""), kibana.DISCOVERS
"""What is in addresses that we write."""
_ADDRESS = re.compile(r"""https?://[^\s<>"`|]+""")
_LONGEST = 8_000
"""Beyond that no browser follows."""
_ENDS_NONE = ".,;:!?'*_~"
"""What belongs to the sentence or to Markdown rather than to the address before it."""


def addresses(body: str, first_line: int) -> tuple[Address, ...]:
    """Those outside of code and comments, in order, with their places in the file."""
    return tuple(_placed(body, first_line)) if _ours(body) else ()


def _ours(text: str) -> bool:
    return _COCKPIT in text or _LOGS in text  # no loop, since all pages are searched, and few hold any


def _placed(body: str, first_line: int) -> Iterator[Address]:
    text = PageText(body)
    for match in _ADDRESS.finditer(body):
        address = _whole(match[0])
        if len(address) <= _LONGEST and _ours(address) and not text.hides(match.start()):
            line, column = text.place(match.start())
            yield address, first_line + line - 1, column


def _whole(address: str) -> str:
    """Without the bracket that closes a link, and the end of a sentence."""
    depth = 0
    for at, character in enumerate(address):
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return address[:at]
    return address.rstrip(_ENDS_NONE)
