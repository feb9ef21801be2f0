"""Classic histograms for tests."""

from __future__ import annotations

from typing import Any

from avionics.promql.number import number
from avionics.slis.histogram import bound
from avionics.slis.played import Played, Traffic, Unplayable, counter, text


def refuse_native(sli: Any) -> None:
    """Native histograms have no samples that are numbers.

    Raises:
        Unplayable: the SLI reads one.
    """
    if sli.get("native"):
        raise Unplayable("a native histogram cannot be written as numbers")


def histogram(sli: Any, found: tuple[str, dict[str, str]], traffic: Traffic) -> Played:
    """The series of a histogram, of whose events the first of each pair were fast."""
    metric, labels = found
    limit = number(bound(sli, sli["threshold"]))
    every = counter(fast + slow for fast, slow in traffic)
    return {
        text(f"{metric}_bucket", labels, le=limit): counter(fast for fast, _ in traffic),
        text(f"{metric}_bucket", labels, le="+Inf"): every,
        text(f"{metric}_count", labels): every,
    }
