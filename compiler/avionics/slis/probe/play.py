"""A gauge of 1 and 0 under made-up traffic."""

from __future__ import annotations

from typing import Any

from avionics.slis.example import one, series
from avionics.slis.play import Played, Traffic, gauge


def play(sli: Any, traffic: Traffic, by: tuple[str, ...]) -> Played:
    """One target: a sample wherever there were events, and its value the share of those that were good.

    A real probe is 0 or 1; a share between stands for many targets that share a job.

    Raises:
        NoExample: no series can be made up for the selector.
    """
    metric, labels = one(sli, by)
    return {series(metric, labels): gauge(1 - bad / events if events else None for events, bad in traffic)}
