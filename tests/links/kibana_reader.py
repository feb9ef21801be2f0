"""Takes a link to Kibana apart as Kibana does, with urllib and none of the compiler's code.

The state in it is rison, read by the grammar of Kibana's own reader (the npm package `rison`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus, urlsplit

_TEMPLATE = re.compile(r"(\{\{.*?\}\})")
_CHOICE = re.compile(r"\{\{ if \$labels\.\w+ \}\}(.*?)\{\{ else \}\}.*?\{\{ end \}\}")
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)\Z")
_CONSTANTS = {"t": True, "f": False, "n": None}
_ENDS = frozenset((*" '!:(),*@$", ""))
"""What a text without quotes cannot hold; the empty sign is the end."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link opens: `app` and below it `route`, in a space; and its states by name."""

    space: str
    app: str
    route: str
    states: dict[str, Any]


def opened(link: str) -> Opened:
    """What a link opens. Templates stand in texts as they were written."""
    address = urlsplit(labelled(link))
    home, found, app = address.path.rpartition("/app/")
    assert found, f"{link} opens no app of Kibana"
    route, _, query = address.fragment.partition("?")
    states = {name: rison(text) for name, _, text in (part.partition("=") for part in query.split("&"))}
    return Opened(unquote_plus(home.rpartition("/s/")[2]), app, unquote_plus(route), states)


def labelled(link: str) -> str:
    """The link of an alert that has the labels it asks for."""
    return _CHOICE.sub(r"\1", link)


def rison(text: str) -> Any:
    """The value of percent-encoded rison."""
    pieces = _TEMPLATE.split(text)
    signs = [sign for at, one in enumerate(pieces) for sign in ([one] if at % 2 else unquote_plus(one))]
    value, end = _value([*signs, ""], 0)
    assert end == len(signs), f"{text} is no rison from sign {end} on"
    return value


def _value(signs: list[str], at: int) -> tuple[Any, int]:
    if signs[at] == "!" and signs[at + 1] == "(":
        return _items(signs, at + 2)
    if signs[at] == "!":
        return _CONSTANTS[signs[at + 1]], at + 2
    if signs[at] == "(":
        return _pairs(signs, at + 1)
    return _quoted(signs, at + 1) if signs[at] == "'" else _bare(signs, at)


def _items(signs: list[str], at: int) -> tuple[list[Any], int]:
    """A list up to its closing bracket."""
    items: list[Any] = []
    while signs[at] != ")":
        at += _is(signs, at, ",") if items else 0
        item, at = _value(signs, at)
        items.append(item)
    return items, at + 1


def _pairs(signs: list[str], at: int) -> tuple[dict[str, Any], int]:
    """A mapping up to its closing bracket."""
    pairs: dict[str, Any] = {}
    while signs[at] != ")":
        at += _is(signs, at, ",") if pairs else 0
        key, at = _value(signs, at)
        pairs[key], at = _value(signs, at + _is(signs, at, ":"))
    return pairs, at + 1


def _is(signs: list[str], at: int, expected: str) -> int:
    assert signs[at] == expected, f"{expected!r} is missing before {''.join(signs[at:])!r}"
    return 1


def _quoted(signs: list[str], at: int) -> tuple[str, int]:
    found: list[str] = []
    while signs[at] != "'":
        at += signs[at] == "!"
        assert signs[at], "a text never ends"
        found.append(signs[at])
        at += 1
    return "".join(found), at + 1


def _bare(signs: list[str], at: int) -> tuple[str | int, int]:
    end = at
    while signs[end] not in _ENDS:
        end += 1
    text = "".join(signs[at:end])
    assert text, f"no value before {''.join(signs[at:])!r}"
    return (int(text) if _INTEGER.match(text) else text), end
