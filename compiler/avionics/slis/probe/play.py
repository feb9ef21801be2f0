"""Probes that succeed and fail."""

from __future__ import annotations

from typing import Any

from avionics.slis.played import Played, Traffic, samples


def play(sli: Any, traffic: Traffic, step: int) -> Played:
    """A series for each probe of a step.

    Raises:
        Unplayable: there would be too many.
    """
    del step
    return samples(sli, traffic, good=1, bad=0)
