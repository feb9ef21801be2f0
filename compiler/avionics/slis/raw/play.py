"""The series behind an error ratio that is written as a quotient, under made-up traffic."""

from __future__ import annotations

from functools import partial
from itertools import accumulate
from typing import Any

from avionics.promql.tokens import SET_OPERATORS, Token, selectors, tokens
from avionics.slis.counted_play import Narrowed, counted
from avionics.slis.example import NoExample
from avionics.slis.play import Played, Traffic, counter, deltas
from avionics.slis.raw import expressions

_OF_COUNTERS = frozenset({"rate", "increase"})
"""What tells events from counters."""
_OF_DELTAS = frozenset({"sum_over_time", "avg_over_time"})
"""What tells events from gauges that hold how many there were since the scrape before, as cloud monitors have them."""
_OTHERWISE = "its error ratio is no quotient of rates or of sums, errors of one metric over all events of one"
_BETWEEN = SET_OPERATORS | {"+", "-", "*", "/", "%", "^", "==", "!=", "<", ">", "<=", ">="}
UNFILLED = "a ratio without errors is none before the first: write (errors or 0 * total) / total"
"""What is wrong where a ratio is not there while the other side of its quotient is."""
UNFILLED_GOOD = "a ratio is none while nothing was good: write 1 - (good or 0 * total) / total"
"""The same where good events are counted."""


def play(sli: Any, traffic: Traffic, by: tuple[str, ...]) -> Played:
    """One series of good events and one of bad ones; where they are counted apart, one of all events.

    Raises:
        NoExample: the expressions read other series, or read them otherwise; or they are weighted by time.
    """
    if "weight" not in sli:
        raise NoExample("it is weighted by time, so that no number of events can be played")
    written = {keys[0]: expr for keys, expr in expressions(sli)}
    narrowed, part, total = _sides(written["errorRatio"])
    weight = _read(written["weight"])
    whole = _read(total)
    inside = _read(part).keys() - whole.keys()
    if len(inside) != 1 or len(whole) != 1 or weight.keys() != whole.keys():
        raise NoExample(_OTHERWISE)
    functions = {*_read(part).values(), *whole.values(), *weight.values()}
    if functions <= _OF_COUNTERS:
        values = counter
    elif functions <= _OF_DELTAS and set(weight.values()) == {"avg_over_time"}:
        values = partial(deltas, times=_divisor(written["weight"]) / traffic.every)
    else:
        raise NoExample(_OTHERWISE)
    return counted(tuple(whole), tuple(inside), narrowed, traffic, by, values)


def counts_good(sli: Any) -> bool:
    """Whether it is 1 less a quotient of good events.

    Raises:
        NoExample: it is neither that nor a quotient of errors.
    """
    return _sides(sli["errorRatio"])[0] == "good"


def _sides(expr: str) -> tuple[Narrowed, str, str]:
    """What the quotient `q` counts, in `q` or `1 - q`; and what stands before and behind its division."""
    narrowed: Narrowed = "errors"
    expr = _bare(expr)
    match tokens(expr):
        case [Token(text="1"), Token(text="-") as less, *_]:
            narrowed, expr = "good", _bare(expr[less.end :])
    match _operators(expr):
        case [Token(text="/") as division]:
            return narrowed, expr[: division.start], expr[division.end :]
    raise NoExample(_OTHERWISE)


def _bare(expr: str) -> str:
    """An expression without the brackets around all of it."""
    while (stream := tokens(expr)) and stream[0].text == "(" and 0 not in _depths(stream)[:-1]:
        expr = expr[stream[0].end : stream[-1].start]
    return expr


def _depths(stream: tuple[Token, ...]) -> list[int]:
    """In how many brackets each token is; a closing one is out of its own."""
    return [*accumulate((one.text in ("(", "[", "{")) - (one.text in (")", "]", "}")) for one in stream)]


def _divisor(weight: str) -> float:
    """The seconds that a weight divides by, which a value of its gauge is the sum of; 1 where it divides by nothing."""
    found = [one for one in _operators(weight) if one.text == "/"]
    if not found:
        return 1
    try:
        return float(weight[found[-1].end :])
    except ValueError:
        raise NoExample("its weight is divided by something else than a number of seconds") from None


def _operators(expr: str) -> list[Token]:
    """The operators outside of all brackets."""
    stream = tokens(expr)
    return [one for one, depth in zip(stream, _depths(stream), strict=True) if not depth and one.text in _BETWEEN]


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
