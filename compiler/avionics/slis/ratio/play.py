"""The counters of a ratio under made-up traffic."""

from __future__ import annotations

from typing import Any

from avionics.slis.example import apart, one, series
from avionics.slis.play import Played, Traffic, counter


def play(sli: Any, traffic: Traffic, by: tuple[str, ...]) -> Played:
    """One series of good events and one of bad ones; where they are counted apart, one of all events.

    Raises:
        NoExample: no series can be made up for the selectors.
    """
    all_ = [(scrapes, events) for scrapes, events, _ in traffic]
    bad = [(scrapes, failed) for scrapes, _, failed in traffic]
    good = [(scrapes, events - failed) for scrapes, events, failed in traffic]
    counts, others = (bad, good) if "errors" in sli else (good, bad)
    inside, outside = apart(sli["total"], sli.get("errors", sli.get("good")), by)
    if outside is None:
        return {series(*one(sli["total"], by)): counter(all_), series(*inside): counter(counts)}
    return {series(*outside): counter(others), series(*inside): counter(counts)}
