"""Events slower than a threshold, from a histogram."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from avionics.slis.histogram import events, fast
from avionics.slis.indicator import Routed
from avionics.slis.series import Rates, Select, Sums, Window
from avionics.slis.words import Words


def selectors(sli: Any) -> Iterator[Routed]:
    """The user's selectors and the keys that lead to them."""
    yield ("histogram",), sli["histogram"]


histograms = selectors


def rates(sli: Any, select: Select, window: Window, sums: Sums) -> Rates:
    """All events less those up to the threshold; a bucket that never appeared counts as none in time."""
    histogram = select(sli["histogram"])
    return Rates(events(sli, histogram, window, sums), sums.less(fast(sli, histogram, window, sums)))


def words(sli: Any) -> Words:
    """How to speak of it."""
    limit = f"slower than {sli['threshold']}"
    return Words("events", f"were {limit}", "slow events", "events", "Every event counts the same.", limit)
