"""Durations, times and numbers that are PromQL by their form, and too large for any Prometheus."""

from __future__ import annotations

import re
from math import isinf

from avionics.promql.text.duration import countable
from avionics.promql.text.tokens import Token, TokenError, tokens

_FAR = 2**63
"""Seconds: Prometheus holds the time behind `@` against the largest integer of 64 bits."""
_SUSPECT = re.compile(
    r"[0-9@](?:(?<=@)|[0-9]y|[0-9]{3}w|[0-9]{4}[dhms]|\.?[eE]\+?[0-9]{3}|[0-9]{308}|(?<=0)[xX][0-9a-fA-F]{16})"
)
"""What may be one of these. All texts are searched: one that begins with a set of characters is found fastest."""
_SIGNS = frozenset("+-")
_LONG = "longer than the 292 years that Prometheus counts, in nanoseconds of 64 bits"
_LARGE = "a number too large for Prometheus, which counts up to 1.8e308, in hexadecimal digits up to 0x7fffffffffffffff"
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
    hexadecimal = number.text[:2] in ("0x", "0X")
    whole = int(number.text, 16) if hexadecimal else 0
    value = float(min(whole, _FAR)) if hexadecimal else float(number.text)  # as the double that Prometheus makes of it
    if before == "@" and value >= _FAR:
        return _AWAY
    return _LARGE if isinf(value) or whole >= _FAR else ""
