"""What the recorded series of an objective must hold, counted from the traffic: as input, and as what is expected."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import chain, pairwise

from avionics.conventions import names
from avionics.promql.duration import seconds
from avionics.proof.traffic import Timeline
from avionics.slis.play import run

Value = Callable[[int], float | None]
"""A series' value at a second; None where it has none."""

LOOK_BACK = 300
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
    """All of it: the made-up past of hours has no gaps."""
    del traffic, at, window
    return 1.0


@lru_cache(maxsize=512)
def history(metric: str, traffic: Timeline, step: int, spared: tuple[int, ...]) -> str | None:
    """Values of `metric` from second 0 on, one each `step`, in promtool's notation; None where none are known.

    There is none at the `spared` seconds, nor so shortly before that it would be found then: there the rule itself must
    say it. Objectives that promise the same have the same history.
    """
    known = value(metric, traffic)
    if known is None:
        return None
    turns = [at for at in traffic.turns(window_of(metric)) if 0 < at <= traffic.seconds]
    gaps = [(at - LOOK_BACK, at + step) for at in spared]
    edges = sorted({-(-at // step) for at in (0, *turns, *chain.from_iterable(gaps), traffic.seconds + 1)})
    left_out = {number for begin, end in gaps for number in range(-(-begin // step), -(-end // step))}
    runs = _bent if metric.startswith(names.ERROR_RATIO) else _straight
    return " ".join(
        part
        for begin, end in pairwise(edges)
        for part in ([run(None, 0, end - begin)] if begin in left_out else runs(known, begin, end, step))
    )


def _straight(known: Value, begin: int, end: int, step: int) -> Iterator[str]:
    """The samples of a pair from number `begin` up to `end`, between which it grows evenly."""
    first, last = known(begin * step), known((end - 1) * step)
    if first is None or last is None:
        yield run(None, 0, end - begin)
    else:
        yield run(first, (last - first) / max(1, end - begin - 1), end - begin)


def _bent(known: Value, begin: int, end: int, step: int) -> Iterator[str]:
    """The samples of a ratio; where it moves, one each 5 m, which is how far back an instant value is looked for."""
    first, last = known(begin * step), known((end - 1) * step)
    if first == last:
        yield run(first, 0, end - begin)
        return
    stride = max(1, LOOK_BACK // step)
    at = begin
    while at < end:
        following = min(end, (at // stride + 1) * stride)
        yield run(known(at * step), 0, 1)
        if following - at > 1:
            yield run(None, 0, following - at - 1)
        at = following
