"""Histograms of events that failed, and of those that did not, under made-up traffic."""

from __future__ import annotations

from typing import Any

from avionics.slis.example import NoExample, apart
from avionics.slis.histogram_play import histogram
from avionics.slis.play import Played, Traffic


def play(sli: Any, traffic: Traffic, by: tuple[str, ...]) -> Played:
    """Half of the bad events are slow, the other half failed fast.

    Raises:
        NoExample: no series can be made up for the selectors.
    """
    narrowed = sli["errors"] if "errors" in sli else sli["good"]
    inside, outside = apart(sli["histogram"], narrowed, by)
    if outside is None:
        raise NoExample(f"{narrowed} is not a part of {sli['histogram']}")
    failed, well = (inside, outside) if "errors" in sli else (outside, inside)
    return {
        **histogram(sli, *well, [(n, events - bad, bad / 2) for n, events, bad in traffic]),
        **histogram(sli, *failed, [(n, bad / 2, 0) for n, _, bad in traffic]),
    }
