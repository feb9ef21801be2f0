"""Gauges within and out of bounds under made-up traffic."""

from __future__ import annotations

from typing import Any

from avionics.slis.example import one, series
from avionics.slis.play import Played, Traffic, gauge
from avionics.slis.sliced_play import target

_TARGETS = ("target", "instance", "pod", "shard")
"""Labels that may tell series apart: the first one that the selector does not ask for."""


def play(sli: Any, traffic: Traffic, by: tuple[str, ...]) -> Played:
    """As many series as there are events in a scrape, on their bound while good and well beyond it while bad.

    Raises:
        NoExample: no series can be made up for the selector.
    """
    metric, labels = one(sli["metric"], by)
    label = next(name for name in _TARGETS if name not in labels)
    bound = sli["atMost"] if "atMost" in sli else sli["atLeast"]
    beyond = bound + max(1, abs(bound)) * (1 if "atMost" in sli else -1)
    return {
        series(metric, {**labels, label: str(number)}): gauge(target(number, traffic, bound, beyond))
        for number in range(round(max(each.events for each in traffic.scrapes)))
    }
