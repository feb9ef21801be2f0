"""A classic histogram under made-up traffic."""

from __future__ import annotations

from typing import Any

from avionics.slis.example import one
from avionics.slis.histogram_play import histogram
from avionics.slis.play import Played, Traffic

COUNTERS = True
"""Its rules read counters themselves."""


def play(sli: Any, traffic: Traffic, by: tuple[str, ...]) -> Played:
    """Good events in the bucket of the threshold, bad ones only in the last.

    Raises:
        NoExample: no series can be made up for the selector.
    """
    found = one(sli["histogram"], by)
    return histogram(sli, *found, traffic, lambda events, bad: events - bad, lambda _, bad: bad)
