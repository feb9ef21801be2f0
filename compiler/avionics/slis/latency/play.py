"""A classic histogram under made-up traffic."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from avionics.promql.duration import milliseconds
from avionics.promql.number import number
from avionics.slis.example import one, series
from avionics.slis.play import Played, Traffic, counter


def play(sli: Any, traffic: Traffic, by: tuple[str, ...]) -> Played:
    """Good events in the bucket of the threshold, bad ones only in the last.

    Raises:
        NoExample: no series can be made up for the selector.
    """
    metric, labels = one(sli["histogram"], by)
    bound = number(Decimal(milliseconds(sli["threshold"])) / 1000)
    all_ = counter((scrapes, events) for scrapes, events, _ in traffic)
    fast = counter((scrapes, events - bad) for scrapes, events, bad in traffic)
    return {
        series(f"{metric}_bucket", {**labels, "le": bound}): fast,
        series(f"{metric}_bucket", {**labels, "le": "+Inf"}): all_,
        series(f"{metric}_count", labels): all_,
    }
