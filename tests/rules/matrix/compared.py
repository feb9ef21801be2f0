"""How far what was recorded is from what was counted."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rules.matrix.covered import covered
from rules.matrix.measured import Run

SECONDS = {
    "5m": 300,
    "30m": 1_800,
    "1h": 3_600,
    "2h": 7_200,
    "6h": 21_600,
    "1d": 86_400,
    "3d": 259_200,
    "30d": 2_592_000,
}
"""Windows, as their series are named."""

MOVES = {"5m": 60, "30m": 60, "1h": 60, "2h": 300, "6h": 60, "1d": 300, "3d": 1_800, "30d": 300}
"""With base windows of 5 m a window moves on every so many seconds; in between it stands where it was."""

SPREAD = 20
"""Bad events in so many base windows of a window are spread over it; in fewer they are a burst."""

Pair = tuple[int, int]
"""Events and bad events."""


@dataclass(frozen=True, slots=True)
class Look:
    """A value at one instant: recorded, and counted in what evaluations covered of its window.

    Counted are the least and the most: what lost scrapes hid may count or not. `near` is what was counted in the window
    and a base window on either side, `slots` the base windows with bad events, `due` whether scrapes and evaluations
    saw events in the window, so that there must be a value.
    """

    at: int
    measured: float | None
    least: float | None
    most: float | None
    near: float | None
    slots: int
    due: bool

    @property
    def error(self) -> float:
        """The relative error. A burst at the edge of a window is held against what is near."""
        if self.measured is None:
            return math.inf if self.due else 0
        if self.least is None or self.most is None:
            return math.inf if self.near is None else 0
        away = max(self.least - self.measured, self.measured - self.most, 0)
        if away < 1e-12:
            return 0
        return away / max(self.most, self.near or 0) if self.most or self.near else math.inf


@dataclass(frozen=True, slots=True)
class Worst:
    """The worst relative errors of a window over a shape; None where no look was of that kind."""

    spread: float | None
    burst: float | None


def worst(run: Run, window: str) -> Worst:
    """Over the error ratio and, where they are recorded, the failures; nothing where no base window fits in."""
    if SECONDS[window] < run.shape.base:
        return Worst(None, None)
    looks = [*ratios(run, window), *failures(run, window)]
    return Worst(
        max((look.error for look in looks if look.slots >= SPREAD), default=None),
        max((look.error for look in looks if look.slots < SPREAD), default=None),
    )


def ratios(run: Run, window: str) -> Iterator[Look]:
    """The error ratio at each look."""
    for at, start, end in _windows(run, window):
        pairs = _pairs(run, window, at, end)
        counted = [bad / events for events, bad in pairs[:2] if events]
        events, bad = pairs[2]
        measured = run.recorded.get(f"slo:sli_error:ratio_rate{window}", {}).get(at)
        near = bad / events if events else None
        slots = run.given.slots(start, end)
        yield Look(
            at, measured, min(counted, default=None), max(counted, default=None), near, slots, due=pairs[0][0] > 0
        )


def failures(run: Run, window: str) -> Iterator[Look]:
    """The number of failures at each look, of windows that record it."""
    recorded = run.recorded.get(f"slo:sli_errors:increase{window}", {})
    for at, start, end in _windows(run, window) if recorded else ():
        (events, least), (_, most), (_, near) = _pairs(run, window, at, end)
        slots = run.given.slots(start, end)
        yield Look(at, recorded.get(at), least, most, near, slots, due=events > 0)


def moving(window: str, base: int) -> int:
    """How far a window moves on at once: by a base window where it is tiled with these, as the last hour of 30d is."""
    return base if window in ("2h", "1d", "30d") else MOVES[window]


def _windows(run: Run, window: str) -> Iterator[tuple[int, int, int]]:
    """Each look at which rules were evaluated, and from when to when the window then reached."""
    missed = run.shape.missed
    for at in run.looks:
        if at - run.begin not in missed:
            moves = moving(window, run.shape.base)
            end = at // moves * moves
            yield at, end - SECONDS[window], end


def _pairs(run: Run, window: str, at: int, end: int) -> tuple[Pair, Pair, Pair]:
    """Events and bad events that evaluations covered: those between scrapes that were not lost, all, and all nearby.

    Near are a base window more on either side of the whole window.
    """
    given, length = run.given, SECONDS[window]
    spans = covered(run.shape, window, at - run.begin, end - run.begin, length)
    close, every = (
        [counted.between(run.begin + start, run.begin + last) for start, last in spans]
        for counted in (given.scraped, given.all)
    )
    return _total(close), _total(every), given.all.between(end - length - given.base, end + given.base)


def _total(pairs: Sequence[Pair]) -> Pair:
    events, bad = zip(*pairs, strict=True) if pairs else ((), ())
    return sum(events), sum(bad)
