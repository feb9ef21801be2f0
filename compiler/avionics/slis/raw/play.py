"""The counters behind an error ratio that is written as a quotient of rates, under made-up traffic."""

from __future__ import annotations

from typing import Any

from avionics.promql.tokens import Token, selectors, tokens
from avionics.slis.counted_play import counted
from avionics.slis.example import NoExample
from avionics.slis.play import Played, Traffic
from avionics.slis.raw import expressions

_OF_COUNTERS = ("rate", "increase")
_OTHERWISE = "its error ratio is no quotient of rates, one counter of errors over one of all events"


def play(sli: Any, traffic: Traffic, by: tuple[str, ...]) -> Played:
    """One series of good events and one of bad ones; where they are counted apart, one of all events.

    Raises:
        NoExample: the expressions read other series, or read them otherwise; or they are weighted by time.
    """
    if "weight" not in sli:
        raise NoExample("it is weighted by time, so that no number of events can be played")
    written = {keys[0]: expr for keys, expr in expressions(sli)}
    errors, total = _sides(written["errorRatio"])
    bad, whole = _counters(errors) - _counters(total), _counters(total)
    if len(bad) != 1 or len(whole) != 1 or _counters(written["weight"]) != whole:
        raise NoExample(_OTHERWISE)
    return counted(tuple(whole), tuple(bad), "errors", traffic, by)


def _sides(expr: str) -> tuple[str, str]:
    """What stands before and behind the one division outside of all brackets."""
    depth = 0
    found: list[Token] = []
    for token in tokens(expr):
        depth += (token.text in ("(", "[", "{")) - (token.text in (")", "]", "}"))
        if token.text == "/" and not depth:
            found.append(token)
    if len(found) != 1:
        raise NoExample(_OTHERWISE)
    return expr[: found[0].start], expr[found[0].end :]


def _counters(expr: str) -> set[str]:
    """The selectors of an expression, each of which stands in a rate."""
    stream = tokens(expr)
    found = set()
    before = {
        after.start: (one.text, bracket.text)
        for one, bracket, after in zip(stream, stream[1:], stream[2:], strict=False)
    }
    for selector in selectors(expr):
        function, bracket = before.get(selector.start, ("", ""))
        if function not in _OF_COUNTERS or bracket != "(":
            raise NoExample(_OTHERWISE)
        found.add(expr[selector.start : selector.end].strip())
    return found
