"""Events that failed or were slower than a threshold, each once, from a histogram."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from avionics.slis.histogram import events, fast
from avionics.slis.indicator import Routed
from avionics.slis.series import Rates, Select, Sums, Window
from avionics.slis.words import Words

_COUNTS = "Every event counts the same, and once if it was both failed and slow."


def selectors(sli: Any) -> Iterator[Routed]:
    """The user's selectors and the keys that lead to them."""
    for key in ("histogram", "errors", "good"):
        if key in sli:
            yield (key,), sli[key]


histograms = selectors


def rates(sli: Any, select: Select, window: Window, sums: Sums) -> Rates:
    """All events less those that were fast and good, so that what failed and was slow counts once.

    Fast and good are the fast ones among the good, or the fast ones less the fast failures; of these, no series means
    none.
    """

    def quick(key: str) -> str:
        return fast(sli, select(sli[key]), window, sums)

    total = events(sli, select(sli["histogram"]), window, sums)
    if "good" in sli:
        return Rates(total, sums.less(quick("good")))
    return Rates(total, sums.less(f"({quick('histogram')}) - ({sums.filled(quick('errors'))})"))


def words(sli: Any) -> Words:
    """How to speak of it."""
    slow = f"slower than {sli['threshold']}"
    return Words("events", f"failed or were {slow}", "bad events", "events", _COUNTS, f"failed or {slow}")
