"""Rison, the notation of Kibana's addresses: JSON without most of its quotes.

The grammar is the one of Kibana's own reader (the npm package `rison`). What `encode` makes is percent-encoded already:
brackets, commas and colons of the notation stay readable, and a bracket inside a text never stands bare, so that chat
and mail programs, which count brackets to see where an address ends, find all of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from avionics.links import url

_BARE = re.compile(r"[A-Za-z_.][A-Za-z0-9_.-]*\Z")
"""Texts that need no quotes: narrower than the grammar allows, and free of what an address has to encode."""

_CONSTANTS = {True: "!t", False: "!f", None: "!n"}
_QUOTE = "%27"  # browsers and HTML disagree about a bare one


@dataclass(frozen=True, slots=True)
class Filled:
    """A text whose end is filled in when an alert fires: pairs of plain text and a template, then plain text.

    A template must escape its value by itself, see `ESCAPE`.
    """

    parts: tuple[tuple[str, str], ...]
    rest: str = ""


ESCAPE = "reReplaceAll `([!'])` `!$1`"
"""Escapes a template's value for a text in rison."""

Rison = str | int | bool | None | Filled | Sequence["Rison"] | Mapping[str, "Rison"]


def encode(value: Rison) -> str:
    """`value` in rison, percent-encoded; keys are sorted. Fractions are not in use and not supported."""
    if value is None or isinstance(value, bool):
        return _CONSTANTS[value]
    if isinstance(value, str):
        return value if _BARE.match(value) else f"{_QUOTE}{_escape(value)}{_QUOTE}"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Filled):
        filled = "".join(_escape(text) + template for text, template in value.parts)
        return f"{_QUOTE}{filled}{_escape(value.rest)}{_QUOTE}"
    if isinstance(value, Mapping):
        return f"({','.join(f'{encode(key)}:{encode(value[key])}' for key in sorted(value))})"
    return f"!({','.join(map(encode, value))})"


def _escape(text: str) -> str:
    return url.encode(text.replace("!", "!!").replace("'", "!'"))


def decode(text: str) -> Any:
    """The value of percent-encoded rison: dicts, lists, texts (templates in them as written), ints, booleans, None.

    Raises:
        ValueError: `text` is not rison.
    """
    reader = _Reader(url.TEMPLATE, text)
    return reader.all()
