"""Classic histograms under made-up traffic."""

from __future__ import annotations

from typing import Any

from avionics.promql.number import number
from avionics.slis.example import Labels, NoExample, series
from avionics.slis.histogram import bound
from avionics.slis.play import Played, counter


def histogram(sli: Any, metric: str, labels: Labels, counts: list[tuple[int, float, float]]) -> Played:
    """The series of a histogram: so many scrapes, each after so many fast events and so many slow ones.

    Raises:
        NoExample: the histogram is native, which has no samples that are numbers.
    """
    if sli.get("native"):
        raise NoExample("a native histogram has no samples that are numbers")
    limit = number(bound(sli, sli["threshold"]))
    fast = counter((scrapes, quick) for scrapes, quick, _ in counts)
    every = counter((scrapes, quick + late) for scrapes, quick, late in counts)
    return {
        series(f"{metric}_bucket", {**labels, "le": limit}): fast,
        series(f"{metric}_bucket", {**labels, "le": "+Inf"}): every,
        series(f"{metric}_count", labels): every,
    }
