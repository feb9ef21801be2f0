"""What the recorded series of an objective must hold, counted from the traffic: as input, and as what is expected."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from avionics.conventions import names
from avionics.promql.duration import seconds
from avionics.proof.traffic import Timeline
from avionics.slis.play import run

Value = Callable[[int], float | None]
"""A series' value at a second; None where it has none."""

_WINDOW = re.compile(r"(?:[0-9]+(?:[smhdwy]))+$")


def value(metric: str, traffic: Timeline) -> Value | None:
    """What `metric` holds of `traffic` at any second; None for a metric whose value hangs on more than traffic."""
    found: tuple[tuple[str, Callable[[Timeline, int, int], float | None]], ...] = (
        (names.TOTAL, _events_a_second),
        (names.ERRORS, _failures_a_second),
        (names.ERROR_RATIO, _ratio),
        (names.FAILURES, _failures),
        (names.EVENTS, _events),
        (names.COVERAGE, _covered),
    )
    for prefix, counted in found:
        if metric.startswith(prefix):
            window = window_of(metric)
            return lambda at: counted(traffic, at, window)
    return None


def window_of(metric: str) -> int:
    """The seconds of the window that a metric is named after."""
    return seconds(_WINDOW.search(metric)[0])  # type: ignore[index]  # every one that has a value ends in one


def _events_a_second(traffic: Timeline, at: int, window: int) -> float | None:
    return traffic.window(at, window)[0] / window


def _failures_a_second(traffic: Timeline, at: int, window: int) -> float | None:
    return traffic.window(at, window)[1] / window


def _ratio(traffic: Timeline, at: int, window: int) -> float | None:
    events, bad = traffic.window(at, window)
    return bad / events if events else None


def _failures(traffic: Timeline, at: int, window: int) -> float | None:
    return traffic.window(at, window)[1]


def _events(traffic: Timeline, at: int, window: int) -> float | None:
    return traffic.window(at, window)[0]


def _covered(traffic: Timeline, at: int, window: int) -> float | None:
    """All of it: the made-up past has no gaps, and begins before second 0."""
    del traffic, at, window
    return 1.0


def history(metric: str, traffic: Timeline, step: int, spared: Iterable[int]) -> str | None:
    """Values of `metric` from second 0 on, one each `step`, in promtool's notation; None where none are known.

    There is none at the `spared` seconds: there the rule itself must say it.
    """
    known = value(metric, traffic)
    if known is None:
        return None
    ratio = metric.startswith(names.ERROR_RATIO)
    turns = [at for at in traffic.turns(window_of(metric)) if 0 < at <= traffic.seconds]
    gaps = [edge for at in spared for edge in (at, at + step)]
    edges = sorted({-(-at // step) for at in (0, *turns, *gaps, traffic.seconds + 1)})
    left_out = {at // step for at in spared}
    return " ".join(
        part
        for begin, end in pairwise(edges)
        for part in _runs(known, begin, end, step, begin in left_out, curved=ratio)
    )


def _runs(known: Value, begin: int, end: int, step: int, absent: bool, *, curved: bool) -> Iterator[str]:
    """The samples from number `begin` up to `end`, between which nothing turns: pairs grow evenly, ratios bend."""
    first, last = known(begin * step), known((end - 1) * step)
    straight = first == last or not curved
    if absent or (first is None and last is None):
        yield run(None, 0, end - begin)
    elif straight and first is not None and last is not None:
        yield run(first, (last - first) / max(1, end - begin - 1), end - begin)
    else:
        yield from (run(known(number * step), 0, 1) for number in range(begin, end))
