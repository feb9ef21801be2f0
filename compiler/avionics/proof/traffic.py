"""Traffic as stretches of a steady rate, and what windows over it hold, counted from the events themselves."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Stretch:
    """`seconds` of so many events a second, so many of them bad."""

    seconds: float
    events: float
    bad: float


class Timeline:
    """Stretches one after the other, from second 0 on."""

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        self._stretches = [stretch for stretch in stretches if stretch.seconds > 0]
        self._begins = [0.0, *accumulate(stretch.seconds for stretch in self._stretches)]
        self._events = [0.0, *accumulate(stretch.seconds * stretch.events for stretch in self._stretches)]
        self._bad = [0.0, *accumulate(stretch.seconds * stretch.bad for stretch in self._stretches)]

    @property
    def seconds(self) -> int:
        """How long it is."""
        return int(self._begins[-1])

    def window(self, end: float, seconds: float) -> tuple[float, float]:
        """Events and bad events in the `seconds` before `end`."""
        (all_, bad), (all_before, bad_before) = self._until(end), self._until(end - seconds)
        return round(all_ - all_before, 9), round(bad - bad_before, 9)

    def steps(self, step: int) -> Iterator[tuple[float, float]]:
        """Events and bad events in each step of so many seconds; the first is before second 0, and empty."""
        return (self.window(at, step) for at in range(0, self.seconds + 1, step))

    def _until(self, at: float) -> tuple[float, float]:
        """Events and bad events before second `at`."""
        if at <= 0 or not self._stretches:
            return 0.0, 0.0
        index = min(bisect_right(self._begins, at), len(self._stretches)) - 1
        stretch, inside = self._stretches[index], at - self._begins[index]
        return self._events[index] + inside * stretch.events, self._bad[index] + inside * stretch.bad
