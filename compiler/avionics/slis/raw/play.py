"""The series behind an error ratio that is written as a quotient, under made-up traffic."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from avionics.promql.tokens import Token, selectors, tokens
from avionics.slis.counted_play import Narrowed, counted
from avionics.slis.example import NoExample
from avionics.slis.play import Counts, Played, Traffic, counter, deltas
from avionics.slis.raw import expressions, share_play
from avionics.slis.raw.brackets import bare, operators

_OF_COUNTERS = frozenset({"rate", "increase"})
"""What tells events from counters."""
_OF_DELTAS = frozenset({"sum_over_time", "avg_over_time"})
"""What tells events from gauges that hold how many there were since the scrape before, as cloud monitors have them."""
_OTHERWISE = "its error ratio is no quotient of rates or of sums, errors of one metric over all events of one"
UNFILLED = "a ratio without errors is none before the first: write (errors or 0 * total) / total"
"""What is wrong where a ratio is not there while the other side of its quotient is."""
UNFILLED_GOOD = "a ratio is none while nothing was good: write 1 - (good or 0 * total) / total"
"""The same where good events are counted."""


def play(sli: Any, traffic: Traffic, by: tuple[str, ...]) -> Played:
    """One series of good events and one of bad ones; where they are counted apart, one of all events.

    Of a ratio that is no quotient, and has no weight, the gauge that it is.

    Raises:
        NoExample: the expressions read other series, or read them otherwise.
    """
    written = {keys[0]: expr for keys, expr in expressions(sli)}
    if "weight" not in sli and not _divided(written["errorRatio"]):
        return share_play.play(written["errorRatio"], traffic, by)
    narrowed, part, total = _sides(written["errorRatio"])
    inside, whole = _read(part), _read(total)
    weight = _read(written["weight"]) if "weight" in sli else whole
    parts = inside.keys() - whole.keys()
    if len(parts) != 1 or len(whole) != 1 or weight.keys() != whole.keys():
        raise NoExample(_OTHERWISE)
    values = _values(written.get("weight", ""), {*inside.values(), *whole.values()}, {*weight.values()}, traffic)
    return counted(tuple(whole), tuple(parts), narrowed, traffic, by, values)


def _values(weight: str, read: set[str], weighing: set[str], traffic: Traffic) -> Callable[[Counts, Traffic], str]:
    """How the series of counts read: the ratio is of what these functions make of them, as the weight is."""
    if read | weighing <= _OF_COUNTERS:
        return counter
    if read | weighing <= _OF_DELTAS and not weight and len(read) == 1:
        return deltas
    if read | weighing <= _OF_DELTAS and weighing == {"avg_over_time"}:
        return partial(deltas, times=_divisor(weight) / traffic.every)
    raise NoExample(_OTHERWISE)


def counts_good(sli: Any) -> bool:
    """Whether it is 1 less a quotient of good events.

    Raises:
        NoExample: it has a weight, and is neither that nor a quotient of errors.
    """
    if "weight" not in sli and not _divided(sli["errorRatio"]):
        return False
    return _sides(sli["errorRatio"])[0] == "good"


def _divided(expr: str) -> bool:
    """Whether it divides by what it reads, and not by a number."""
    return any(one.text == "/" and selectors(expr[one.end :]) for one in tokens(expr))


def _sides(expr: str) -> tuple[Narrowed, str, str]:
    """What the quotient `q` counts, in `q` or `1 - q`; and what stands before and behind its division."""
    narrowed: Narrowed = "errors"
    expr = bare(expr)
    match tokens(expr):
        case [Token(text="1"), Token(text="-") as less, *_]:
            narrowed, expr = "good", bare(expr[less.end :])
    match operators(expr):
        case [Token(text="/") as division]:
            return narrowed, expr[: division.start], expr[division.end :]
    raise NoExample(_OTHERWISE)


def _divisor(weight: str) -> float:
    """The seconds that a weight divides by, which a value of its gauge is the sum of; 1 where it divides by nothing."""
    found = [one for one in operators(weight) if one.text == "/"]
    if not found:
        return 1
    try:
        return float(weight[found[-1].end :])
    except ValueError:
        raise NoExample("its weight is divided by something else than a number of seconds") from None


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
