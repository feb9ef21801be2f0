"""A histogram of fast and slow events."""

from __future__ import annotations

from typing import Any

from avionics.slis.played import Played, Traffic, found_by
from avionics.slis.played_histogram import histogram, refuse_native


def play(sli: Any, traffic: Traffic, step: int) -> Played:
    """The bucket of the threshold holds the good events.

    Raises:
        Unplayable: no such series was found, or the histogram is native.
    """
    del step
    refuse_native(sli)
    return histogram(sli, found_by((sli["histogram"],)), traffic)
