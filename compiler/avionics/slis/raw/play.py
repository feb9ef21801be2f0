"""The series behind an error ratio that is written as a quotient, under made-up traffic."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from avionics.promql.brackets import operators
from avionics.promql.matchers import matchers
from avionics.promql.tokens import selectors, tokens
from avionics.slis.counted_play import counted
from avionics.slis.example import NoExample
from avionics.slis.play import Counts, Played, Traffic, bucket, counter, deltas
from avionics.slis.raw import expressions, share_play
from avionics.slis.raw.quotient import OF_COUNTERS, OF_DELTAS, OTHERWISE, Quotient, divided, plain, quotient


def play(sli: Any, traffic: Traffic, by: tuple[str, ...]) -> Played:
    """One series of good events and one of bad ones; where they are counted apart, one of all events.

    Of a ratio that is no quotient, and has no weight, the gauge that it is.

    Raises:
        NoExample: the expressions read other series, or read them otherwise.
    """
    written = {keys[0]: expr for keys, expr in expressions(sli)}
    if (divides := _quotient(written)) is None:
        return share_play.play(written["errorRatio"], traffic, by)
    inside, whole = _read(divides.part), _read(divides.total)
    weight = _read(written["weight"]) if "weight" in sli else whole
    parts = inside.keys() - whole.keys()
    if len(parts) != 1 or len(whole) != 1 or weight.keys() != whole.keys():
        raise NoExample(OTHERWISE)
    for side in (divides.part, divides.total):
        plain(side)
    values = _values(written.get("weight", ""), {*inside.values(), *whole.values()}, {*weight.values()}, traffic)
    if values is counter and divides.narrowed == "good" and _of_histogram(*parts, *whole):
        values = bucket
    return counted(tuple(whole), tuple(parts), divides.narrowed, traffic, by, values)


def counts_good(sli: Any) -> bool:
    """Whether it is 1 less a quotient of good events.

    Raises:
        NoExample: it has a weight, and is neither that nor a quotient of errors.
    """
    divides = _quotient(sli)
    return divides is not None and divides.narrowed == "good"


def filtered(sli: Any) -> bool:
    """Whether it is none while there are no events, and not 0/0.

    Raises:
        NoExample: as `counts_good`.
    """
    divides = _quotient(sli)
    return divides is not None and divides.filtered


def unfilled(sli: Any) -> str:
    """What people may have forgotten where the ratio is not there while one side of its quotient is; empty for nothing.

    Raises:
        NoExample: as `counts_good`.
    """
    divides = _quotient(sli)
    if divides is None or divides.filled:
        return ""
    if divides.narrowed == "good":
        return "a ratio is none while nothing was good: write 1 - (good or 0 * total) / total"
    return "a ratio without errors is none before the first: write (errors or 0 * total) / total"


def _quotient(written: Any) -> Quotient | None:
    """The quotient of an error ratio; None of one that is another, and has no weight."""
    ratio = written["errorRatio"]
    return quotient(ratio) if "weight" in written or divided(ratio) else None


def _of_histogram(part: str, whole: str) -> bool:
    """Whether a bucket is counted beside all of its histogram: it is there, at 0, even if nothing falls into it."""
    (one,), (every,) = selectors(part), selectors(whole)
    return (
        one.name.endswith("_bucket")
        and every.name == f"{one.name.removesuffix('_bucket')}_count"
        and {each for each in matchers(part) if each.label not in ("le", "__name__")}
        == {each for each in matchers(whole) if each.label != "__name__"}
    )


def _values(weight: str, read: set[str], weighing: set[str], traffic: Traffic) -> Callable[[Counts, Traffic], str]:
    """How the series of counts read: the ratio is of what these functions make of them, as the weight is."""
    if read | weighing <= OF_COUNTERS:
        return counter
    if read | weighing <= OF_DELTAS and not weight and len(read) == 1:
        return deltas
    if read | weighing <= OF_DELTAS and weighing == {"avg_over_time"}:
        return partial(deltas, times=_divisor(weight) / traffic.every)
    raise NoExample(OTHERWISE)


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
        if function not in OF_COUNTERS | OF_DELTAS or bracket != "(":
            raise NoExample(OTHERWISE)
        found[expr[selector.start : selector.end].strip()] = function
    return found
