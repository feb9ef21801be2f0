"""Rison, the notation of Kibana's addresses: JSON without most of its quotes.

What is made here is percent-encoded already: brackets, commas and colons of the notation stay readable, and a bracket
inside a text never stands bare, so that chat and mail programs, which count brackets to see where an address ends, find
all of it. The grammar is that of Kibana's own reader (the npm package `rison`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from avionics.links import url

_BARE = re.compile(r"[A-Za-z_.][A-Za-z0-9_.-]*\Z")
"""Texts that need no quotes: narrower than the grammar allows, and free of what an address has to encode."""

_CONSTANTS = {True: "!t", False: "!f", None: "!n"}
_ESCAPED = re.compile("!(.)", re.DOTALL)
_QUOTE = "%27"  # browsers and HTML disagree about a bare one


class Filled(Struct, frozen=True):
    """A text that is filled in when an alert fires: pairs of plain text and a template.

    A template must escape its value by itself, see `ESCAPE`, and `escape` for plain text within. Without `quote` it
    writes a value that is no text.
    """

    parts: tuple[tuple[str, str], ...]
    quote: str = _QUOTE


ESCAPE = "reReplaceAll `([!'])` `!$1`"
"""Escapes a template's value for a text in rison."""

Rison = str | int | bool | None | Filled | Sequence["Rison"] | Mapping[str, "Rison"]


def encode(value: Rison) -> str:
    """`value` in rison, percent-encoded; keys are sorted. Fractions are not in use and not supported."""
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool):
        return _CONSTANTS[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Filled):
        filled = "".join(escape(text) + template for text, template in value.parts)
        return f"{value.quote}{filled}{value.quote}"
    if isinstance(value, Mapping):
        return f"({','.join([f'{_text(key)}:{encode(value[key])}' for key in sorted(value)])})"
    return f"!({','.join(map(encode, value))})"


def text(encoded: str) -> str:
    """The text that `encode` wrote so."""
    decoded = url.decode(encoded)
    return _ESCAPED.sub(r"\1", decoded[1:-1]) if decoded.startswith("'") else decoded


@lru_cache(maxsize=1024)  # keys, and all that views do not differ in
def _text(text: str) -> str:
    return text if _BARE.match(text) else f"{_QUOTE}{escape(text)}{_QUOTE}"


def escape(text: str) -> str:
    """`text` as it stands between quotes."""
    return url.encode(text.replace("!", "!!").replace("'", "!'"))
