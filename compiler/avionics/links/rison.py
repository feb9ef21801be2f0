"""Rison, the notation of Kibana's addresses: JSON without most of its quotes.

The grammar is the one of Kibana's own reader (the npm package `rison`). What `encode` makes is percent-encoded already:
brackets, commas and colons of the notation stay readable, and a bracket inside a text never stands bare, so that chat
and mail programs, which count brackets to see where an address ends, find all of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NoReturn

from msgspec import Struct

from avionics.links import url

_BARE = re.compile(r"[A-Za-z_.][A-Za-z0-9_.-]*\Z")
"""Texts that need no quotes: narrower than the grammar allows, and free of what an address has to encode."""

_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)\Z")
_ENDS = frozenset((*" '!:(),*@$", ""))
"""What a text without quotes cannot hold; the empty sign is the end."""

_CONSTANTS = {True: "!t", False: "!f", None: "!n"}
_QUOTE = "%27"  # browsers and HTML disagree about a bare one


class Filled(Struct, frozen=True):
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
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool):
        return _CONSTANTS[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Filled):
        filled = "".join(_escape(text) + template for text, template in value.parts)
        return f"{_QUOTE}{filled}{_escape(value.rest)}{_QUOTE}"
    if isinstance(value, Mapping):
        return f"({','.join([f'{_text(key)}:{encode(value[key])}' for key in sorted(value)])})"
    return f"!({','.join(map(encode, value))})"


@lru_cache(maxsize=1024)  # keys, and all that views do not differ in
def _text(text: str) -> str:
    return text if _BARE.match(text) else f"{_QUOTE}{_escape(text)}{_QUOTE}"


def _escape(text: str) -> str:
    return url.encode(text.replace("!", "!!").replace("'", "!'"))


def decode(text: str) -> Any:
    """The value of percent-encoded rison: dicts, lists, texts, ints, booleans, None. Templates survive as written.

    Raises:
        ValueError: `text` is not rison.
    """
    signs = [
        sign for at, piece in enumerate(url.TEMPLATE.split(text)) for sign in ([piece] if at % 2 else url.decode(piece))
    ]
    value, end = _value([*signs, ""], 0)
    return value if end == len(signs) else _refuse(end)


def _value(signs: list[str], at: int) -> tuple[Any, int]:
    sign = signs[at]
    if sign == "!":
        constant = {"t": True, "f": False, "n": None}
        following = signs[at + 1]
        if following == "(":
            return _items(signs, at + 2, _value)
        return (constant[following], at + 2) if following in constant else _refuse(at)
    if sign == "(":
        pairs, end = _items(signs, at + 1, _pair)
        return dict(pairs), end
    return _quoted(signs, at + 1) if sign == "'" else _bare(signs, at)


def _items(signs: list[str], at: int, one: Callable[[list[str], int], tuple[Any, int]]) -> tuple[list[Any], int]:
    """What stands between brackets, parted by commas; `at` is behind the opening bracket."""
    items: list[Any] = []
    while signs[at] != ")":
        if items:
            at = _over(signs, at, ",")
        item, at = one(signs, at)
        items.append(item)
    return items, at + 1


def _pair(signs: list[str], at: int) -> tuple[tuple[Any, Any], int]:
    key, at = _value(signs, at)
    value, at = _value(signs, _over(signs, at, ":"))
    return (key, value), at


def _over(signs: list[str], at: int, expected: str) -> int:
    return at + 1 if signs[at] == expected else _refuse(at)


def _quoted(signs: list[str], at: int) -> tuple[str, int]:
    found: list[str] = []
    while signs[at] != "'":
        at += signs[at] == "!"
        if not signs[at]:
            _refuse(at)
        found.append(signs[at])
        at += 1
    return "".join(found), at + 1


def _bare(signs: list[str], at: int) -> tuple[str | int, int]:
    end = at
    while signs[end] not in _ENDS:
        end += 1
    text = "".join(signs[at:end])
    if not text:
        _refuse(at)
    return (int(text) if _INTEGER.match(text) else text), end


def _refuse(at: int) -> NoReturn:
    raise ValueError(f"not rison at character {at + 1}")
