"""Functions over the samples of a window, for all instants of a clock at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from math import fsum

from msgspec import Struct

from avionics.replay.clock import NONE, Column, there


class Windows(Struct, frozen=True):
    """`points` in time order, and for each instant those in its window: from `first` up to and without `end`.

    `edge` is one more, the newest, where it is not NaN.
    """

    points: Column
    first: Sequence[int]
    end: Sequence[int]
    edge: Column | None = None

    def edges(self) -> Column:
        """The newest point of each instant, NaN where there is none."""
        return self.edge if self.edge is not None else [NONE] * len(self.first)


def _counts(points: Column) -> list[int]:
    return [0, *accumulate(map(there, points))]


def sum_over_time(windows: Windows) -> Column:
    """Their sum, rounded once: Prometheus compensates for rounding as well."""
    counts, addends = _counts(windows.points), [value if there(value) else 0.0 for value in windows.points]
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
    counts = _counts(windows.points)
    found = (
        counts[end] - counts[first] + there(edge)
        for first, end, edge in zip(windows.first, windows.end, windows.edges(), strict=True)
    )
    return [float(count) if count else NONE for count in found]


def avg_over_time(windows: Windows) -> Column:
    """Their mean."""
    return [a / b for a, b in zip(sum_over_time(windows), count_over_time(windows), strict=True)]


def present_over_time(windows: Windows) -> Column:
    """1 where there is any."""
    return [count / count for count in count_over_time(windows)]


def last_over_time(windows: Windows) -> Column:
    """The newest of them."""
    places = (index if there(value) else -1 for index, value in enumerate(windows.points))
    newest = list(accumulate(places, max, initial=-1))
    return [
        edge if there(edge) else windows.points[newest[end]] if newest[end] >= first else NONE
        for first, end, edge in zip(windows.first, windows.end, windows.edges(), strict=True)
    ]


FUNCTIONS: dict[str, Callable[[Windows], Column]] = {
    function.__name__: function
    for function in (sum_over_time, count_over_time, avg_over_time, present_over_time, last_over_time)
}
