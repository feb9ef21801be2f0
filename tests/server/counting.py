"""What SLO series should say, counted from raw samples with nothing but sums and differences."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from server.api import Labels, Prometheus, Samples

Points = list[tuple[float, float]]
Count = Callable[[Points, float, float], float]
Sum = Callable[[float, float, Labels], float]
"""How many there were between two instants, in the series that carry some labels."""


@dataclass(frozen=True, slots=True)
class Events:
    """Counts of all events and of the bad ones. `counters`: from counters, else from samples."""

    all: Sum
    bad: Sum
    counters: bool


def increase(points: Points, start: float, end: float) -> float:
    """How much a counter grew from its first to its last sample after `start` and up to `end`."""
    inside = [value for at, value in points if start < at <= end]
    return sum(after - before if after >= before else after for before, after in pairwise(inside))


def seen(points: Points, start: float, end: float) -> float:
    """How many samples there are."""
    return sum(1 for at, _ in points if start < at <= end)


def zeros(points: Points, start: float, end: float) -> float:
    """How many samples are 0."""
    return sum(1 for at, value in points if start < at <= end and value == 0)


def over(series: list[Samples], count: Count) -> Sum:
    """The sum of a count over the series that carry the labels wanted."""

    def sum_of(start: float, end: float, wanted: Labels) -> float:
        chosen = (each for each in series if wanted.items() <= each.labels.items())
        return sum(count(each.points, start, end) for each in chosen)

    return sum_of


def less(everything: Sum, good: Sum) -> Sum:
    """All but the good ones."""
    return lambda start, end, wanted: everything(start, end, wanted) - good(start, end, wanted)


def events(prometheus: Prometheus, sli: dict[str, Any], environment: str, window: str) -> Events:
    """The events of an SLI as a spec writes it, from the samples of the last `window`."""

    def raw(selector: str, suffix: str = "") -> list[Samples]:
        name, _, inside = selector.rstrip("}").partition("{")
        matchers = ",".join([part for part in (inside, f'environment="{environment}"') if part])
        return prometheus.raw(f"{name}{suffix}{{{matchers}}}", window)

    if "probe" in sli:
        gauge = raw(sli["probe"])
        return Events(over(gauge, seen), over(gauge, zeros), counters=False)
    if "latency" in sli:
        histogram, limit = sli["latency"]["histogram"], in_seconds(sli["latency"]["threshold"])
        everything = over(raw(histogram, "_count"), increase)
        fast = [each for each in raw(histogram, "_bucket") if float(each.labels["le"]) == limit]
        return Events(everything, less(everything, over(fast, increase)), counters=True)
    ratio = sli["ratio"]
    everything = over(raw(ratio["total"]), increase)
    if "errors" in ratio:
        return Events(everything, over(raw(ratio["errors"]), increase), counters=True)
    return Events(everything, less(everything, over(raw(ratio["good"]), increase)), counters=True)


def in_seconds(written: str) -> float:
    """`300ms` or `1s` in seconds."""
    number, thousandths = written.removesuffix("s"), written.endswith("ms")
    return float(number.removesuffix("m")) / (1000 if thousandths else 1)


BASE, EVALUATION, LOOK_BACK = 300, 30, 300


def value_at(points: Points, instant: float, back: float) -> float | None:
    """The last sample of a series in the `back` seconds before an instant."""
    return next((value for at, value in reversed(points) if instant - back < at <= instant), None)


def chained(points: Points, end: float, count: int, step: int) -> float:
    """The sum of so many of a series' values: at an instant, `step` seconds before it, twice that before it, ...

    Each is found only where the last evaluation recorded one.
    """
    found = (value_at(points, end - step * ago, EVALUATION - 0.001) for ago in range(count))
    return sum(value for value in found if value is not None)


def tilings(points: Points, end: float, window: float, step: int) -> set[float | None]:
    """What `tiled` may be: rules of another group may have been under way, and their last samples not yet there."""
    return {tiled([each for each in points if each[0] <= last], end, window, step) for last in (end, end - 1)}


def tiled(points: Points, end: float, window: float, step: int) -> float | None:
    """The sum of a series' values at every full `step` of a window; None where it has none.

    The window is a little short, as rules write it: its edges are both in it, and a tile belongs to one window. Tiles
    of more than a base window are looked for five minutes back.
    """
    back = EVALUATION - 0.001 if step == BASE else LOOK_BACK
    first = math.ceil((end - window + 0.001) / step) * step
    found = [value_at(points, instant, back) for instant in range(first, int(end) + 1, step)]
    values = [value for value in found if value is not None]
    return sum(values) if values else None
