"""Durations and times that are PromQL by their form, and too far for any Prometheus to count."""

from __future__ import annotations

import re

from avionics.promql.duration import countable
from avionics.promql.tokens import Token, TokenError, tokens

_FAR = 2**63
"""Seconds: Prometheus holds the time behind `@` against the largest integer of 64 bits."""
_SUSPECT = re.compile(r"[0-9@](?:(?<=@)|[0-9]y|[0-9]{3}w|[0-9]{4}[dhms])")
"""What may be one of these. All texts are searched: one that begins with a set of characters is found fastest."""
_SIGNS = frozenset("+-")
_LONG = "longer than the 292 years that Prometheus counts, in nanoseconds of 64 bits"
_AWAY = "a time so far away that Prometheus cannot count it: expected seconds since 1970"


def beyond(text: str) -> tuple[str, int, int] | None:
    """The first that no Prometheus reads: what is wrong with it, its offset and length."""
    if not _SUSPECT.search(text):
        return None
    try:
        stream = tokens(text)
    except TokenError:
        return None  # no PromQL at all
    for index, token in enumerate(stream):
        if token.kind == "number":
            why = _beyond(token, _before(stream, index))
            if why:
                return why, token.start, len(token.text)
    return None


def _before(stream: tuple[Token, ...], index: int) -> str:
    """What stands before a number, its sign left out."""
    signed = index > 0 and stream[index - 1].text in _SIGNS
    place = index - 1 - signed
    return stream[place].text if place >= 0 else ""


def _beyond(number: Token, before: str) -> str:
    if number.text[-1] in "smhdwy":
        return "" if countable(number.text) else _LONG
    return _AWAY if before == "@" and _seconds(number.text) >= _FAR else ""


def _seconds(text: str) -> float:
    """As the double that Prometheus makes of it."""
    return float(min(int(text, 16), _FAR)) if text[:2] in ("0x", "0X") else float(text)
