"""Gauges within and out of bounds under made-up traffic."""

from __future__ import annotations

from typing import Any

from avionics.slis.example import another, one, series
from avionics.slis.play import Played, Traffic, gauge
from avionics.slis.sliced_play import Values, target

SLICED = True
"""Its events are slices of time."""
_SIDES = {"atMost": 1, "atLeast": -1}
"""On which side of a bound a value is bad."""


def play(sli: Any, traffic: Traffic, by: tuple[str, ...]) -> Played:
    """As many series as there are events in a scrape, on a bound while good and beyond it while bad.

    Raises:
        NoExample: no series can be made up for the selector.
    """
    metric, labels = one(sli["metric"], by)
    label = another(labels)
    return {
        series(metric, {**labels, label: str(number)}): gauge(_values(sli, number, traffic))
        for number in range(round(max(each.events for each in traffic.scrapes)))
    }


def _values(sli: Any, number: int, traffic: Traffic) -> Values:
    """The values of one series; where there are two bounds, at the one and at the other by turns.

    Beyond a bound is so near to it that a bound half or twice as far would be noticed.
    """
    bounds = [(sli[key], side) for key, side in _SIDES.items() if key in sli]
    first, *second = (target(number, traffic, bound, bound + side * (abs(bound) / 4 or 1)) for bound, side in bounds)
    return _by_turns(first, *second) if second else first


def _by_turns(first: Values, second: Values) -> Values:
    slices = ((value for scrapes, value in one for _ in range(scrapes)) for one in (first, second))
    return [(1, pair[at % 2]) for at, pair in enumerate(zip(*slices, strict=True))]
