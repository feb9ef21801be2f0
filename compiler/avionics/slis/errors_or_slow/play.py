"""Histograms of events that failed and of events that did not."""

from __future__ import annotations

from typing import Any

from avionics.slis.played import Played, Traffic, found_by
from avionics.slis.played_histogram import histogram, refuse_native


def play(sli: Any, traffic: Traffic, step: int) -> Played:
    """Of the bad events every other one was slow; the rest failed fast.

    Raises:
        Unplayable: no such series were found, or the histogram is native.
    """
    del step
    refuse_native(sli)
    every = sli["histogram"]
    some = found_by((every, sli["errors"] if "errors" in sli else sli["good"]))
    rest = found_by((every,), (sli["errors"] if "errors" in sli else sli["good"],))
    failed, well = (some, rest) if "errors" in sli else (rest, some)
    return {
        **histogram(sli, well, [(good, bad // 2) for good, bad in traffic]),
        **histogram(sli, failed, [(bad - bad // 2, 0) for _, bad in traffic]),
    }
