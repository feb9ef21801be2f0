"""What the parts of a composite record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from avionics.conventions import names
from avionics.slis.composite import combined
from avionics.slis.played import Played, Traffic, text

_WINDOWS = (("5m", 300), ("1h", 3600))


def play(sli: Any, traffic: Traffic, step: int, windows: Sequence[tuple[str, int]] = _WINDOWS) -> Played:
    """The recorded pairs of the parts, over `windows` of as many seconds.

    All parts have the same events. Of a weighted composite all have the bad ones, else only the first, so that the
    combined ratio is that of the traffic.
    """
    parts = combined(sli)
    failing = parts if "weighted" in sli else parts[:1]
    played: Played = {}
    for part in dict.fromkeys((*parts, *([sli["volume"]] if "volume" in sli else []))):
        service, _, slo = part.partition("/")
        own = {names.SERVICE: service, names.SLO: slo}
        for name, seconds in windows:
            bad = [failed if part in failing else 0 for _, failed in traffic]
            played[text(names.TOTAL + name, own)] = _rates([sum(events) for events in traffic], step, seconds)
            played[text(names.ERRORS + name, own)] = _rates(bad, step, seconds)
    return played


def _rates(counts: list[int], step: int, seconds: int) -> list[float]:
    """Events a second over the window that ends with each step."""
    steps = max(1, seconds // step)
    return [sum(counts[max(0, end - steps) : end]) / seconds for end in range(len(counts) + 1)]
