"""Counters that make good and bad events."""

from __future__ import annotations

from typing import Any

from avionics.slis.listed import several
from avionics.slis.played import Played, Traffic, counter, marked


def play(sli: Any, traffic: Traffic, step: int) -> Played:
    """Two counters: of the events that `errors` or `good` names, and of the others, or of all where they are apart.

    Raises:
        Unplayable: no such series were found.
    """
    del step
    key = "errors" if "errors" in sli else "good"
    (some, rest), apart = marked(several(sli["total"]), several(sli[key]))
    pairs = [(bad, good) if key == "errors" else (good, bad) for good, bad in traffic]
    return {
        some: counter(one for one, _ in pairs),
        rest: counter(other if apart else one + other for one, other in pairs),
    }
