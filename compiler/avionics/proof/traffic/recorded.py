"""What the recorded series of an objective must hold, counted from the traffic: as input, and as what is expected."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from avionics.conventions import names
from avionics.plan.objectives.objective import Objective
from avionics.promql.text.duration import seconds
from avionics.proof.traffic.traffic import Timeline
from avionics.slis.play import run

Value = Callable[[int], float | None]
"""A series' value at a second; None where it has none."""

LOOK_BACK = 300
"""Seconds for which an instant value is found, unless its series has ended (`--query.lookback-delta`)."""
_WINDOW = re.compile(r"(?:[0-9]+(?:[smhdwy]))+$")


def value(metric: str, traffic: Timeline, span: int = 0) -> Value | None:
    """What `metric` holds of `traffic` at any second; None for a metric whose value hangs on more than traffic.

    A pair may stand for a `span` of seconds that is longer than its window, as if all of it had happened there.
    """
    held = next((held for prefix, held in _HOLDS.items() if metric.startswith(prefix)), None)
    if held is None:
        return None
    window = window_of(metric)
    length = span or window
    return lambda at: held(Span(*traffic.window(at, length), length, window))


class Span(Struct, frozen=True):
    """What so many `seconds` hold that stand for a `window`: events, and bad ones among them."""

    events: float
    bad: float
    seconds: int
    window: int


_HOLDS: dict[str, Callable[[Span], float | None]] = {
    names.TOTAL: lambda span: span.events / span.window,
    names.ERRORS: lambda span: span.bad / span.window,
    names.VARIANCE: lambda span: span.bad / span.window,
    names.ERROR_RATIO: lambda span: span.bad / span.events if span.events else None,
    names.FAILURES: lambda span: span.bad,
    names.EVENTS: lambda span: span.events,
    names.COVERAGE: lambda span: span.seconds / span.window,  # all of it: the made-up past of hours has no gaps
}
"""What is recorded of a span, by how the metric's name begins."""


def counted(aim: Objective, metric: str, traffic: Timeline) -> Timeline:
    """The traffic as `metric` of an objective counts it: as the variance of errors, what is bad may be its square."""
    return _squared(traffic, aim.base) if aim.one_a_window and metric.startswith(names.VARIANCE) else traffic


@lru_cache(maxsize=64)
def _squared(traffic: Timeline, window: int) -> Timeline:
    return traffic.squared(window)


def effective(aim: Objective, metric: str, traffic: Timeline) -> Value:
    """How many failures of equal weight there were: the square of errors over their variance; None without any."""
    window = window_of(metric)
    variances = counted(aim, names.VARIANCE, traffic)

    def held(at: int) -> float | None:
        variance = variances.window(at, window)[1]
        return traffic.window(at, window)[1] ** 2 / variance if variance else None

    return held


def window_of(metric: str) -> int:
    """The seconds of the window that a metric is named after."""
    return seconds(_WINDOW.search(metric)[0])  # type: ignore[index]  # every one that has a value ends in one


class Spared(Struct, frozen=True):
    """Seconds at which the rules of a suite say themselves what a series holds, evaluated once in an `interval`.

    `instant` says that it is also read as an instant value.
    """

    ends: tuple[int, ...] = ()
    interval: int = 0
    instant: bool = True

    def own(self, step: int) -> set[int]:
        """The samples, one each `step`, that the rule makes, and those it would find in their stead.

        It looks for what the evaluation before wrote less than one interval back.
        """
        return {end // step - ago for end in self.ends for ago in (0, *range(2, -(-self.interval // step)))}

    def ended(self, step: int) -> set[int]:
        """The samples with which the series ends, so that no older value is found as an instant value."""
        return {end // step - 1 for end in self.ends} if self.instant and step <= LOOK_BACK else set()


NEVER = Spared()


@lru_cache(maxsize=512)
def history(metric: str, traffic: Timeline, step: int, spared: Spared = NEVER, span: int = 0) -> str | None:
    """Values of `metric` from second 0 on, one each `step`, in promtool's notation; None where none are known.

    There is none at the `spared` seconds: there the rule itself must say it. `span` is as in `value`. Objectives that
    promise the same have the same history.
    """
    known = value(metric, traffic, span)
    if known is None:
        return None
    turns = (at for at in traffic.turns(span or window_of(metric)) if 0 < at <= traffic.seconds)
    own, ended = spared.own(step), spared.ended(step)
    cuts = {cut for number in own | ended for cut in (number, number + 1)}
    edges = sorted({-(-at // step) for at in (0, *turns, traffic.seconds + 1)} | cuts)
    runs = _bent if metric.startswith(names.ERROR_RATIO) else _straight
    return " ".join(
        part
        for begin, end in pairwise(edges)
        for part in (["_"] if begin in own else ["stale"] if begin in ended else runs(known, begin, end, step))
    )


def _straight(known: Value, begin: int, end: int, step: int) -> Iterator[str]:
    """The samples of a pair from number `begin` up to `end`, between which it grows evenly."""
    first, last = (known(at * step) or 0.0 for at in (begin, end - 1))
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
