"""Histograms of events that failed, and of those that did not, under made-up traffic."""

from __future__ import annotations

from typing import Any

from avionics.slis.example import NoExample, apart
from avionics.slis.histogram_play import histogram
from avionics.slis.play import Played, Traffic

COUNTERS = True
"""Its rules read counters themselves."""


def play(sli: Any, traffic: Traffic, by: tuple[str, ...]) -> Played:
    """Half of the bad events are slow, the other half failed fast; where nothing is good, all are slow.

    Raises:
        NoExample: no series can be made up for the selectors.
    """
    narrowed = sli["errors"] if "errors" in sli else sli["good"]
    inside, outside = apart(sli["histogram"], narrowed, by)
    if outside is None:
        raise NoExample(f"{narrowed} is not a part of {sli['histogram']}")
    failed, well = (inside, outside) if "errors" in sli else (outside, inside)
    return {
        **histogram(
            sli, *well, traffic, lambda events, bad: events - bad, lambda events, bad: bad - _fast(events, bad)
        ),
        **histogram(sli, *failed, traffic, _fast, lambda *_: 0),
    }


def _fast(events: float, bad: float) -> float:
    """Bad events that are fast."""
    return bad / 2 if bad < events else 0
