"""Time in which something was older than it may be, from a gauge that holds when it last happened."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from avionics.promql.text.duration import milliseconds
from avionics.promql.text.number import number
from avionics.slis.indicator import Routed
from avionics.slis.series import Rates, Select, Sums, Window
from avionics.slis.sliced import last, slices
from avionics.slis.words import Words, measured


def selectors(sli: Any) -> Iterator[Routed]:
    """The user's selectors and the keys that lead to them."""
    yield ("timestamp",), sli["timestamp"]


gauges = selectors
"""All of them: the value is a time."""


def one_a_scrape(sli: Any, by: tuple[str, ...]) -> bool:
    """Always: of several series the newest counts."""
    del sli, by
    return True


def rates(sli: Any, select: Select, window: Window, sums: Sums) -> Rates:
    """A slice is bad when the newest of the timestamps is older than the threshold."""
    newest = sums.of(last(select(sli["timestamp"]), window), "max")
    seconds = f"{newest} / 1000" if sli.get("unit") == "milliseconds" else newest
    oldest = number(Decimal(milliseconds(sli["threshold"])) / 1000)
    return slices(newest, f"time() - {seconds} > bool {oldest}", window, sums)


def words(sli: Any) -> Words:
    """How to speak of it."""
    return measured(f"older than {sli['threshold']}")
