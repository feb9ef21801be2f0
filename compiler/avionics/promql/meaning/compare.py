"""A condition taken apart at its last top-level comparison with a number."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from avionics.promql.text.brackets import depths
from avionics.promql.text.tokens import COMPARISONS, Token, TokenError, tokens

_EVERYDAY = re.compile(
    r"""((?:[a-zA-Z0-9_:{}()\[\],+*/%^\s-]++|(?:=~?|!=|!~)\s*"[^"\\\n]*")*+)  # no comparison but those of matchers
        (>=?|<=?)\s*([0-9]+(?:\.[0-9]+)?)\s*\Z""",
    re.VERBOSE,
)
_WORD = re.compile(r"\b(?:and|or|unless)\b", re.IGNORECASE)


class Condition(Struct, frozen=True):
    """`left` compared by `operator` with `value`."""

    left: str
    operator: str
    value: float


@lru_cache(maxsize=4096)
def condition(text: str) -> Condition | None:
    """The condition that `text` ends in, such as `x > 600`; None where it is something else or joined to more."""
    if not any(map(text.__contains__, COMPARISONS)):
        return None
    return _everyday(text) or _careful(text)


def _everyday(text: str) -> Condition | None:
    """The condition of a text with one comparison and nothing that could join it to more; None leaves it to others."""
    match = _EVERYDAY.match(text)
    left = match[1].strip() if match else ""
    return Condition(left, match[2], float(match[3])) if match and left and not _WORD.search(left) else None


def _careful(text: str) -> Condition | None:
    """The condition of any text, by its tokens."""
    try:
        stream = tokens(text)
    except TokenError:
        return None
    negative = len(stream) > 2 and stream[-2].text == "-"
    operator = stream[-3:-2] if negative else stream[-2:-1]
    if len(stream) < 3 or stream[-1].kind != "number" or not operator or operator[0].text not in COMPARISONS:
        return None
    before = stream[: -3 if negative else -2]
    if _joined(before):
        return None
    try:
        value = float(stream[-1].text)
    except ValueError:
        return None
    return Condition(text[: operator[0].start].strip(), operator[0].text, -value if negative else value)


def _joined(stream: tuple[Token, ...]) -> bool:
    outside = (token.text for token, depth in zip(stream, depths(stream), strict=True) if depth == 0)
    return any(text in COMPARISONS or _WORD.fullmatch(text) for text in outside)
