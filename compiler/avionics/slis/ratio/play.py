"""The counters of a ratio under made-up traffic."""

from __future__ import annotations

from typing import Any

from avionics.slis.counted_play import Narrowed, counted
from avionics.slis.listed import several
from avionics.slis.play import Played, Traffic

COUNTERS = True
"""Its rules read counters themselves."""


def play(sli: Any, traffic: Traffic, by: tuple[str, ...]) -> Played:
    """One series of good events and one of bad ones; where they are counted apart, one of all events.

    Raises:
        NoExample: no series can be made up for the selectors.
    """
    narrowed: Narrowed = "errors" if "errors" in sli else "good"
    return counted(several(sli["total"]), several(sli[narrowed]), narrowed, traffic, by)
