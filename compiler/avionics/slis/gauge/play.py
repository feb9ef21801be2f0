"""Gauges within and out of bounds."""

from __future__ import annotations

from typing import Any

from avionics.slis.played import Played, Traffic, samples


def play(sli: Any, traffic: Traffic, step: int) -> Played:
    """A series for each slice of a step, on its bound while good and well beyond it while bad.

    Raises:
        Unplayable: there would be too many.
    """
    del step
    bound = sli["atMost"] if "atMost" in sli else sli["atLeast"]
    beyond = max(1, abs(bound)) * (1 if "atMost" in sli else -1)
    return samples(sli["metric"], traffic, good=bound, bad=bound + beyond)
