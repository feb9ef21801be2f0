"""Traffic as stretches of a steady rate, and what windows over it hold, counted from the events themselves."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate, groupby

from msgspec import Struct

from avionics.slis.play import Scrapes, Traffic


class Stretch(Struct, frozen=True):
    """`seconds` of so many events a second, so many of them bad.

    Where it is not `seen` no scrape succeeds, and what happens then is in no window, since it is not covered. Where it
    `restarts` counters begin anew with it.
    """

    seconds: float
    events: float
    bad: float
    seen: bool = True
    restarts: bool = False


class Timeline:
    """Stretches one after the other, from second 0 on."""

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        self._stretches = [stretch for stretch in stretches if stretch.seconds > 0]
        self._begins = [0.0, *accumulate(stretch.seconds for stretch in self._stretches)]
        self._events = [0.0, *accumulate(one.seconds * one.events * one.seen for one in self._stretches)]
        self._bad = [0.0, *accumulate(one.seconds * one.bad * one.seen for one in self._stretches)]

    def well(self) -> Timeline:
        """The same events, none of them bad."""
        return Timeline(Stretch(one.seconds, one.events, 0) for one in self._stretches)

    def squared(self, window: int) -> Timeline:
        """The squares of what is bad in each `window`: its variance, where all of it may be one failure."""
        squares = [self.window(end, window)[1] ** 2 / window for end in range(window, self.seconds + 1, window)]
        return Timeline(Stretch(window * len([*run]), one, one) for one, run in groupby(squares))

    @property
    def seconds(self) -> int:
        """How long it is."""
        return int(self._begins[-1])

    def window(self, end: float, seconds: float) -> tuple[float, float]:
        """Events and bad events in the `seconds` before `end`."""
        (all_, bad), (all_before, bad_before) = self._until(end), self._until(end - seconds)
        return round(all_ - all_before, 9), round(bad - bad_before, 9)

    def scraped(self, step: int, begins: int = 0) -> Traffic:
        """What a scrape every `step` seconds finds, if second 0 is that of the clock."""
        scrapes = (
            Scrapes(int(one.seconds // step), one.events * step, one.bad * step, one.seen, one.restarts)
            for one in self._stretches
        )
        return Traffic(tuple(scrapes), step, begins)

    def turns(self, window: int) -> list[int]:
        """The seconds at which a window over it may begin to grow or shrink otherwise."""
        return sorted({int(begin + behind) for begin in self._begins for behind in (0, window)})

    def _until(self, at: float) -> tuple[float, float]:
        """Events and bad events before second `at`."""
        if at <= 0 or not self._stretches:
            return 0.0, 0.0
        index = min(bisect_right(self._begins, at), len(self._stretches)) - 1
        stretch = self._stretches[index]
        inside = (at - self._begins[index]) * stretch.seen
        return self._events[index] + inside * stretch.events, self._bad[index] + inside * stretch.bad
