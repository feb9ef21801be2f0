"""Classic histograms under made-up traffic."""

from __future__ import annotations

from typing import Any

from avionics.promql.text.number import number
from avionics.slis.example import Labels, NoExample, series
from avionics.slis.histogram import bound
from avionics.slis.play import Counts, Played, Traffic, counter


def histogram(sli: Any, metric: str, labels: Labels, traffic: Traffic, fast: Counts, slow: Counts) -> Played:
    """The series of a histogram of those events of a traffic that `fast` and `slow` say.

    Raises:
        NoExample: the histogram is native, which has no samples that are numbers.
    """
    if sli.get("native"):
        raise NoExample("a native histogram has no samples that are numbers")
    limit = number(bound(sli, sli["threshold"]))
    quick = counter(fast, traffic)
    every = counter(lambda events, bad: fast(events, bad) + slow(events, bad), traffic)
    return {
        series(f"{metric}_bucket", {**labels, "le": limit}): quick,
        series(f"{metric}_bucket", {**labels, "le": "+Inf"}): every,
        series(f"{metric}_count", labels): every,
    }
