"""A timestamp that is new or old under made-up traffic."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from avionics.promql.text.duration import seconds
from avionics.slis.example import NoExample, another, one, series
from avionics.slis.play import Played, Traffic, run
from avionics.slis.sliced_play import target

SLICED = True
"""Its events are slices of time."""

_UNITS = {"seconds": 1, "milliseconds": 1000}


def play(sli: Any, traffic: Traffic, by: tuple[str, ...]) -> Played:
    """One event each scrape: the newest is as old as it may be while good, and a second older while bad.

    Beside it is one that is always too old, as that of a pod which does no work.

    Raises:
        NoExample: no series can be made up for the selector, or there are more events than scrapes.
    """
    if any(each.events > 1 for each in traffic.scrapes):
        raise NoExample("a timestamp is one event each scrape, and there would be more")
    metric, labels = one(sli["timestamp"], by)
    label = another(labels)
    oldest = seconds(sli["threshold"])
    return {
        series(metric, labels): " ".join(_moved(sli, traffic, oldest)),
        series(metric, {**labels, label: "idle"}): " ".join(_moved(sli, traffic, oldest + 1)),
    }


def _moved(sli: Any, traffic: Traffic, good: int) -> Iterator[str]:
    """Timestamps that move on with every scrape, so that their age stays: `good` seconds while all is well."""
    bad, unit = seconds(sli["threshold"]) + 1, _UNITS[sli.get("unit", "seconds")]
    yield "_"  # at second 0, before the first scrape that is counted
    at = traffic.begins + traffic.every
    for scrapes, age in target(0, traffic, good, bad):
        yield run(None if age is None else unit * (at - age), unit * traffic.every, scrapes)
        at += scrapes * traffic.every
