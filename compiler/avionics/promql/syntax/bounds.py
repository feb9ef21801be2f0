"""Durations, times and numbers that are PromQL by their form, and too large for any Prometheus."""

from __future__ import annotations

from math import isinf

from avionics.promql.syntax.fault import PromqlError
from avionics.promql.text.duration import countable
from avionics.promql.text.tokens import Token

_FAR = 2**63
"""Seconds: Prometheus holds the time behind `@` against the largest integer of 64 bits."""
_SIGNS = frozenset("+-")
_LONG = "longer than the 292 years that Prometheus counts, in nanoseconds of 64 bits"
_LARGE = "a number too large for Prometheus, which counts up to 1.8e308, in hexadecimal digits up to 0x7fffffffffffffff"
_AWAY = "a time so far away that Prometheus cannot count it: expected seconds since 1970"


def guard_numbers(stream: tuple[Token, ...]) -> None:
    """Refuses the first that no Prometheus reads."""
    for index, token in enumerate(stream):
        if token.kind == "number" and (why := _beyond(token, _before(stream, index))):
            raise PromqlError(why, token.start, len(token.text))


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
