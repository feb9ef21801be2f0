"""A timestamp that is new or old under made-up traffic."""

from __future__ import annotations

from typing import Any

from avionics.slis.example import NoExample, one, series
from avionics.slis.play import Played, Traffic, gauge
from avionics.slis.sliced_play import target

SINGLE = True
"""There is never more than one event each scrape."""

_NEVER, _ALWAYS = -1e12, 1e12
"""Long ago and long from now, whatever the unit."""


def play(sli: Any, traffic: Traffic, by: tuple[str, ...]) -> Played:
    """One series, which is an event each scrape.

    Raises:
        NoExample: no series can be made up for the selector, or there are more events than scrapes.
    """
    if any(each.events > 1 for each in traffic):
        raise NoExample("a timestamp is one event each scrape, and there would be more")
    return {series(*one(sli["timestamp"], by)): gauge(target(0, traffic, _ALWAYS, _NEVER))}
