"""A classic histogram under made-up traffic."""

from __future__ import annotations

from typing import Any

from avionics.slis.example import one
from avionics.slis.histogram_play import histogram
from avionics.slis.play import Played, Traffic


def play(sli: Any, traffic: Traffic, by: tuple[str, ...]) -> Played:
    """Good events in the bucket of the threshold, bad ones only in the last.

    Raises:
        NoExample: no series can be made up for the selector.
    """
    return histogram(sli, *one(sli["histogram"], by), [(n, events - bad, bad) for n, events, bad in traffic])
