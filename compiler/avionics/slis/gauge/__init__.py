"""Time in which a value was out of bounds, from a gauge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from avionics.promql.text.number import number
from avionics.slis.indicator import Routed
from avionics.slis.series import Rates, Select, Sums, Window
from avionics.slis.sliced import last, slices
from avionics.slis.words import Words, measured

_OUTSIDE = {"atLeast": "<", "atMost": ">"}
_SAID = {"atLeast": "below", "atMost": "above"}


def selectors(sli: Any) -> Iterator[Routed]:
    """The user's selectors and the keys that lead to them."""
    yield ("metric",), sli["metric"]


gauges = selectors


def rates(sli: Any, select: Select, window: Window, sums: Sums) -> Rates:
    """A slice is bad when its last value is out of bounds; every series is judged on its own."""
    value = last(select(sli["metric"]), window)
    outside = [f"{value} {side} bool {number(sli[key])}" for key, side in _OUTSIDE.items() if key in sli]
    return slices(value, outside[0] if len(outside) == 1 else f"({outside[0]}) + ({outside[1]})", window, sums)


def words(sli: Any) -> Words:
    """How to speak of it."""
    return measured(" or ".join(f"{side} {number(sli[key])}" for key, side in _SAID.items() if key in sli))
