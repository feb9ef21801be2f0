"""Which part of an expression a fault is in, and what was meant there. Read for mistakes only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from avionics.finding import did_you_mean
from avionics.promql.syntax import advice, grammar
from avionics.promql.syntax.fault import PromqlError
from avionics.promql.text.functions import FUNCTIONS
from avionics.promql.text.tokens import AGGREGATIONS, Token, TokenError

_REFUSED = "illegal regex for "
_PARTS_TRIED = 200
_GONE = {"holt_winters": "is gone from Prometheus 3, and what it is called there is unknown to 2.x: use predict_linear"}
"""Functions that rules for both cannot call, and what can be said instead."""


def located(text: str, stream: tuple[Token, ...], message: str, parse_: Callable[[str], Any]) -> PromqlError:
    """The parser names no position: a token out of place has one, other faults are in the smallest part with them."""
    if grafana := advice.variable(stream):
        return grafana
    try:
        parts = grammar.parts(stream)
    except grammar.SyntaxFault as fault:
        return misspelt(text, stream, fault)
    for begin, end in sorted(parts, key=lambda part: part[1] - part[0])[:_PARTS_TRIED]:
        try:
            parse_(text[begin:end])
        except ValueError as error:
            if str(error) == message:
                return _blamed(text, begin, end, message)
    return PromqlError(message, 0, len(text))


def no_token(text: str, error: TokenError) -> PromqlError:
    """The fault of a character that begins no token, and what was meant by it."""
    if known := advice.character(text, error.offset):
        return PromqlError(f"{error.message}: {known[0]}", error.offset, known[1])
    help_ = f"close it by {text[error.offset]}" if text[error.offset] in "\"'`" else ""
    plain = PromqlError(error.message, error.offset, 1, help_)
    return advice.template(text, error.offset) or advice.unquoted(text, error.offset) or plain


def misspelt(text: str, stream: tuple[Token, ...], fault: grammar.SyntaxFault) -> PromqlError:
    """The fault of a token out of place, or of the word before it that puts it there."""
    if spelt := advice.spelling(stream, fault.token):
        token, meant = spelt
        return PromqlError(f"unknown {token.text!r}; did you mean {meant!r}?", token.start, len(token.text))
    known = advice.template(text, fault.token.start) or advice.unquoted(text, fault.token.start)
    help_ = advice.out_of_place(text, fault.token.start)
    return known or PromqlError(fault.message, fault.token.start, len(fault.token.text), help_)


def _blamed(text: str, begin: int, end: int, message: str) -> PromqlError:
    if message.startswith(_REFUSED) and (
        known := advice.pattern(text[begin:end], begin, message.removeprefix(_REFUSED))
    ):
        return known
    name, found, _ = text[begin:end].partition("(")
    if not (found and message.startswith("unknown function")):
        return PromqlError(message, begin, end - begin, advice.typed(message, text[begin:end]))
    if gone := _GONE.get(name.strip()):
        return PromqlError(f"{name.strip()!r} {gone}", begin, len(name.rstrip()))
    near = did_you_mean(name.strip(), FUNCTIONS | AGGREGATIONS)
    hint = f"; {near}" if near.startswith("did") else ""
    return PromqlError(f"unknown function {name.strip()!r}{hint}", begin, len(name.rstrip()))
