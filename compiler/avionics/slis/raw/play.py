"""The series behind an error ratio that is written as a quotient, under made-up traffic."""

from __future__ import annotations

from functools import partial
from typing import Any

from avionics.promql.tokens import Token, selectors, tokens
from avionics.slis.counted_play import counted
from avionics.slis.example import NoExample
from avionics.slis.play import Played, Traffic, counter, deltas
from avionics.slis.raw import expressions

_OF_COUNTERS = frozenset({"rate", "increase"})
"""What tells events from counters."""
_OF_DELTAS = frozenset({"sum_over_time", "avg_over_time"})
"""What tells events from gauges that hold how many there were since the scrape before, as cloud monitors have them."""
_OTHERWISE = "its error ratio is no quotient of rates or of sums, errors of one metric over all events of one"


def play(sli: Any, traffic: Traffic, by: tuple[str, ...]) -> Played:
    """One series of good events and one of bad ones; where they are counted apart, one of all events.

    Raises:
        NoExample: the expressions read other series, or read them otherwise; or they are weighted by time.
    """
    if "weight" not in sli:
        raise NoExample("it is weighted by time, so that no number of events can be played")
    written = {keys[0]: expr for keys, expr in expressions(sli)}
    errors, total = _sides(written["errorRatio"])
    weight = _read(written["weight"])
    whole = _read(total)
    bad = _read(errors).keys() - whole.keys()
    if len(bad) != 1 or len(whole) != 1 or weight.keys() != whole.keys():
        raise NoExample(_OTHERWISE)
    functions = {*_read(errors).values(), *whole.values(), *weight.values()}
    if functions <= _OF_COUNTERS:
        values = counter
    elif functions <= _OF_DELTAS and set(weight.values()) == {"avg_over_time"}:
        values = partial(deltas, times=_divisor(written["weight"]) / traffic.every)
    else:
        raise NoExample(_OTHERWISE)
    return counted(tuple(whole), tuple(bad), "errors", traffic, by, values)


def _sides(expr: str) -> tuple[str, str]:
    """What stands before and behind the one division outside of all brackets."""
    found = _divisions(expr)
    if len(found) != 1:
        raise NoExample(_OTHERWISE)
    return expr[: found[0].start], expr[found[0].end :]


def _divisor(weight: str) -> float:
    """The seconds that a weight divides by, which a value of its gauge is the sum of; 1 where it divides by nothing."""
    found = _divisions(weight)
    if not found:
        return 1
    try:
        return float(weight[found[-1].end :])
    except ValueError:
        raise NoExample("its weight is divided by something else than a number of seconds") from None


def _divisions(expr: str) -> list[Token]:
    """The divisions outside of all brackets."""
    depth = 0
    found: list[Token] = []
    for token in tokens(expr):
        depth += (token.text in ("(", "[", "{")) - (token.text in (")", "]", "}"))
        if token.text == "/" and not depth:
            found.append(token)
    return found


def _read(expr: str) -> dict[str, str]:
    """The selectors of an expression, and the function that each of them stands in."""
    stream = tokens(expr)
    found = {}
    before = {
        after.start: (one.text, bracket.text)
        for one, bracket, after in zip(stream, stream[1:], stream[2:], strict=False)
    }
    for selector in selectors(expr):
        function, bracket = before.get(selector.start, ("", ""))
        if function not in _OF_COUNTERS | _OF_DELTAS or bracket != "(":
            raise NoExample(_OTHERWISE)
        found[expr[selector.start : selector.end].strip()] = function
    return found
