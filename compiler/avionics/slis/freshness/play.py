"""A timestamp that is kept fresh or left to age."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from avionics.promql.duration import milliseconds
from avionics.slis.played import Played, Traffic, found_by, text


def play(sli: Any, traffic: Traffic, step: int) -> Played:
    """One series, whose slices are bad as often as events are: a step of 3 good and 1 bad events is a quarter of one.

    Raises:
        Unplayable: no such series was found.
    """
    age = milliseconds(sli["threshold"]) / 1000 + step
    unit = 1000 if sli.get("unit") == "milliseconds" else 1
    old = _old(traffic)
    values = (math.nan if one is None else unit * ((index + 1) * step - one * age) for index, one in enumerate(old))
    return {text(*found_by((sli["timestamp"],))): [math.nan, *values]}


def _old(traffic: Traffic) -> Iterator[bool | None]:
    """Whether each step's slice is bad, spread evenly; None without events."""
    owed = Fraction(0)
    for good, bad in traffic:
        if good + bad == 0:
            yield None
            continue
        owed += Fraction(bad, good + bad)
        yield owed >= 1
        owed -= owed >= 1
