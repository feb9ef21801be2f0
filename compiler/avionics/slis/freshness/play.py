"""A timestamp that is new or old under made-up traffic."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from avionics.promql.duration import milliseconds
from avionics.slis.example import NoExample, one, series
from avionics.slis.play import Played, Traffic, run
from avionics.slis.sliced_play import target

SINGLE = True
"""There is never more than one event each scrape."""

_UNITS = {"seconds": 1, "milliseconds": 1000}


def play(sli: Any, traffic: Traffic, by: tuple[str, ...]) -> Played:
    """One series, which is an event each scrape: as old as it may be while good, and a second older while bad.

    Raises:
        NoExample: no series can be made up for the selector, or there are more events than scrapes.
    """
    if any(each.events > 1 for each in traffic.scrapes):
        raise NoExample("a timestamp is one event each scrape, and there would be more")
    return {series(*one(sli["timestamp"], by)): " ".join(_moved(sli, traffic))}


def _moved(sli: Any, traffic: Traffic) -> Iterator[str]:
    """Timestamps that move on with every scrape, so that their age stays."""
    oldest, unit = int(milliseconds(sli["threshold"]) / 1000), _UNITS[sli.get("unit", "seconds")]
    yield "_"  # at second 0, before the first scrape that is counted
    at = traffic.begins + traffic.every
    for scrapes, age in target(0, traffic, oldest, oldest + 1):
        yield run(None if age is None else unit * (at - age), unit * traffic.every, scrapes)
        at += scrapes * traffic.every
