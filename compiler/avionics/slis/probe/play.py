"""A gauge of 1 and 0 under made-up traffic."""

from __future__ import annotations

import math
from typing import Any

from avionics.slis.example import another, one, series
from avionics.slis.play import Played, Traffic, gauge

SAMPLED = True
"""An event is a sample."""

_PLACES = 6
"""Of events: 31 a scrape, as so many a second times the seconds between, may be a hair more, and are no 32 targets."""


def play(sli: Any, traffic: Traffic, by: tuple[str, ...]) -> Played:
    """As many targets as there are events in a scrape; the value of each is the share of them that are good.

    A real probe is 0 or 1; a share between stands for many that fail in turn.

    Raises:
        NoExample: no series can be made up for the selector.
    """
    metric, labels = one(sli, by)
    label = another(labels)
    events = [round(each.events, _PLACES) for each in traffic.scrapes]
    return {
        series(metric, {**labels, label: str(number)}): gauge(
            (each.number, 1 - each.bad / each.events if there > number else None)
            for each, there in zip(traffic.scrapes, events, strict=True)
        )
        for number in range(math.ceil(max(events)))
    }
