"""A gauge that holds an error ratio already, 1 less one, or one in other units, under made-up traffic."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import repeat

from msgspec import Struct

from avionics.slis.example import one, series
from avionics.slis.play import Played, Scrapes, Traffic, gauge
from avionics.slis.raw.instant import Number
from avionics.slis.raw.read import OF_SHARES, read


class Share(Struct, frozen=True):
    """The selector of a gauge, what it holds where all is `well` and where all is `bad`, and what its NaN reads as."""

    selector: str
    well: float
    bad: float
    without_events: Number

    def at(self, ratio: float) -> float:
        """What it holds where this share of all is bad."""
        return self.well + (self.bad - self.well) * ratio


def share(ratio: str) -> Share | None:
    """What must be in the gauge that an error ratio reads; None where it reads otherwise.

    Raises:
        NoExample: there is something in it that is not understood.
    """
    expr = read(ratio)
    match expr.leaves:
        case [leaf] if leaf.function in OF_SHARES:
            none, whole = (expr.value({leaf: held}) for held in (0.0, 1.0))
        case _:
            return None
    if none is None or whole is None or none == whole or expr.always:
        return None
    well, bad = (_rounded((ratio - none) / (whole - none)) for ratio in (0, 1))
    found = Share(leaf.selector, well, bad, expr.value({leaf: math.nan}))
    quarter = expr.value({leaf: found.at(0.25)})
    linear = quarter is not None and math.isclose(quarter, 0.25)
    return found if linear and 0 in (found.well, found.bad) else None


def play(share: Share, traffic: Traffic, by: tuple[str, ...]) -> Played:
    """One series that holds the share of bad events in each scrape, as it is read; NaN, 0/0, without events.

    Raises:
        NoExample: no labels were found.
    """
    metric, labels = one(share.selector, by)
    return {series(metric, labels): gauge(value for each in traffic.scrapes for value in _values(share, each))}


def _values(share: Share, each: Scrapes) -> Iterator[tuple[int, float | None]]:
    """What scrapes find; promtool reads NaN, but not so many of it at once."""
    if not each.seen:
        yield each.number, None
    elif each.events:
        yield each.number, share.at(each.bad / each.events)
    else:
        yield from repeat((1, math.nan), each.number)


def _rounded(number: float) -> float:
    """What is left of a number without the last digits, in which 1 - 0.99 is not 0.01; and of -0 nothing but 0."""
    return float(f"{number:.12g}") + 0.0
