"""Functions over the samples of a window, for all instants of a clock at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import accumulate
from math import fsum

from msgspec import Struct

from avionics.replay.clock import NONE, Column, there


class Points(Struct, frozen=True, dict=True):
    """Samples in the order of time, NaN where there is none, and what windows over them ask for again and again."""

    values: Column

    @cached_property
    def newest(self) -> list[int]:
        """The place of the newest sample before each place, -1 where there is none before it."""
        places = (index if there(value) else -1 for index, value in enumerate(self.values))
        return list(accumulate(places, max, initial=-1))

    @cached_property
    def counts(self) -> list[int]:
        """How many samples there are before each place."""
        return [0, *accumulate(map(there, self.values))]

    @cached_property
    def addends(self) -> Column:
        """The samples, 0 where there is none."""
        return [value if there(value) else 0.0 for value in self.values]


class Windows(Struct, frozen=True):
    """For each instant the points in its window: from `first` up to and without `end`.

    `edge` is one more, the newest, where it is not NaN. `only` is what each holds, where none can hold more than one.
    """

    points: Points
    first: Sequence[int]
    end: Sequence[int]
    edge: Column | None = None
    only: Column | None = None

    def edges(self) -> Column:
        """The newest point of each instant, NaN where there is none."""
        return self.edge if self.edge is not None else [NONE] * len(self.first)


def sum_over_time(windows: Windows) -> Column:
    """Their sum, rounded once: Prometheus compensates for rounding as well."""
    counts, addends = windows.points.counts, windows.points.addends
    bounds, before, sums = (0, 0), 0.0, []
    for first, end, edge in zip(windows.first, windows.end, windows.edges(), strict=True):
        if (first, end) != bounds:  # tiles leave a window as it is for many instants
            bounds, before = (first, end), fsum(addends[first:end])
        if there(edge):
            sums.append(fsum((*addends[first:end], edge)))
        else:
            sums.append(before if counts[end] > counts[first] else NONE)
    return sums


def count_over_time(windows: Windows) -> Column:
    """How many there are."""
    counts = windows.points.counts
    found = (
        counts[end] - counts[first] + there(edge)
        for first, end, edge in zip(windows.first, windows.end, windows.edges(), strict=True)
    )
    return [float(count) if count else NONE for count in found]


def last_over_time(windows: Windows) -> Column:
    """The newest of them."""
    if windows.only is not None:
        return windows.only
    values, newest = windows.points.values, windows.points.newest
    last = [
        values[newest[end]] if newest[end] >= first else NONE
        for first, end in zip(windows.first, windows.end, strict=True)
    ]
    if windows.edge is None:
        return last
    return [edge if there(edge) else value for edge, value in zip(windows.edge, last, strict=True)]


FUNCTIONS: dict[str, Callable[[Windows], Column]] = {
    function.__name__: function for function in (sum_over_time, count_over_time, last_over_time)
}
