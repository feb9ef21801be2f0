"""An expression outside of its brackets."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from avionics.promql.text.tokens import OPERATORS, SET_OPERATORS, Token, tokens

_BETWEEN = OPERATORS | SET_OPERATORS


def bare(expr: str) -> str:
    """An expression without the brackets around all of it, and what is blank around it."""
    while (stream := tokens(expr)) and stream[0].text == "(" and 0 not in depths(stream)[:-1]:
        expr = expr[stream[0].end : stream[-1].start]
    return trimmed(expr)


def trimmed(expr: str) -> str:
    """An expression without the blanks and comments around it."""
    stream = tokens(expr)
    return expr[stream[0].start : stream[-1].end] if stream else ""


def depths(stream: Iterable[Token]) -> list[int]:
    """In how many brackets each token is; a closing one is out of its own."""
    return [*accumulate((one.text in ("(", "[", "{")) - (one.text in (")", "]", "}")) for one in stream)]


def operators(expr: str) -> list[Token]:
    """The operators outside of all brackets."""
    stream = tokens(expr)
    outside = (one for one, depth in zip(stream, depths(stream), strict=True) if depth == 0)
    return [one for one in outside if one.text.lower() in _BETWEEN]
