"""What in an expression is newer than the oldest Prometheus that output must load in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from avionics.promql.meaning.examined import form
from avionics.promql.text.duration import is_duration
from avionics.promql.text.tokens import LABEL_LISTS, MATCHERS, Token, TokenError, tokens
from avionics.registry import text
from avionics.source.yaml import parse

DATA = "conventions/promql/versions.yaml"

_UNUSUAL = (
    re.compile(r"""[{,(]\s*["'`]"""),
    re.compile(r"(?<![\[:\w.])[0-9]+(?:ms|[smhdwy])"),
    re.compile(r"[\[:]\s*[0-9.]+(?:[eExX][-+0-9a-fA-F]+)?\s*[\]:]"),
)
"""What a name in quotes, a duration and a length have about them; apart, since one pattern for all finds it slowly."""
_WORD = re.compile(r"[a-z_][a-z0-9_]*")
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_LATER = "later"
_OLDER = "output must load in 2.42 and in 3.x: write it with older functions"


class Newer(NamedTuple):
    """Where it stands, since when it is known, and what to do."""

    token: Token
    message: str
    help: str


@lru_cache(maxsize=1)
def known() -> Any:
    """What is newer than the oldest Prometheus."""
    return parse(text(DATA))[0]


@lru_cache(maxsize=1024)
def _is_suspect(text: str) -> bool:
    """Whether expressions of a form may have anything newer in it; most have nothing of it, and are not looked at
    again."""
    lower = text.lower()
    if "offset" in lower or "#" in lower or any(sign.search(text) for sign in _UNUSUAL):
        return True
    return not known()["functions"].keys().isdisjoint(_WORD.findall(lower))


def newer(text: str) -> tuple[Newer, ...]:
    """What an expression holds that is newer."""
    return tuple(_newer(text)) if _is_suspect(form(text)) else ()


def _newer(text: str) -> Iterator[Newer]:
    try:
        stream = tokens(text)
    except TokenError:  # reported by the rule promql-syntax
        return
    for token, what in _found(stream):
        functions, spellings = known()["functions"], known()["spellings"]
        since = functions[token.text.lower()] if what == "function" else spellings[what]["since"]
        help_ = "" if what == "function" else spellings[what]["help"]
        from_ = "" if since == _LATER else f": it came with {since}"
        message = f"Prometheus {known()['oldest']} does not know {_said(token, what)}{from_}"
        yield Newer(token, message, help_ or _OLDER)


def _said(token: Token, what: str) -> str:
    described = {
        "function": f"{token.text!r}",
        "duration": f"the duration {token.text!r} as a number",
        "length": f"the number {token.text!r} as a duration",
        "quoted": f"the name {token.text} in quotes",
    }
    return described[what]


def _found(stream: tuple[Token, ...]) -> Iterator[tuple[Token, str]]:
    """Each token that is newer, and what it is."""
    functions = known()["functions"]
    open_: list[str] = []
    for index, token in enumerate(stream):
        before = stream[index - 1].text.lower() if index else ""
        after = stream[index + 1].text.lower() if index + 1 < len(stream) else ""
        if token.text in _OPENING:
            open_.append("labels" if token.text == "(" and before in LABEL_LISTS else token.text)
        elif token.text in _CLOSING and open_:
            open_.pop()
        inside = open_[-1] if open_ else ""
        if token.kind == "name" and token.text.lower() in functions and before != "@":
            if after == "(" or after in ("by", "without"):
                yield token, "function"
        elif token.kind == "string" and inside in ("{", "labels") and before not in MATCHERS:
            yield token, "quoted"
        elif token.kind == "number":
            length = inside == "[" or _after_offset(stream, index)
            duration = is_duration(token.text)
            if length and not duration:
                yield token, "length"
            elif duration and not length and inside != "{":
                yield token, "duration"


def _after_offset(stream: tuple[Token, ...], index: int) -> bool:
    words = [token.text.lower() for token in stream[max(index - 2, 0) : index]]
    return words[-1:] == ["offset"] or (words[-1:] in (["-"], ["+"]) and words[:1] == ["offset"])
