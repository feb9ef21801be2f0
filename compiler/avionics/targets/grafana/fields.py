"""How values look: unit, bounds, thresholds and what stands where a value is missing."""

from __future__ import annotations

from functools import lru_cache

from avionics.plan.values import Panel, Threshold
from avionics.targets.grafana.modern import Json

NEUTRAL = "text"
"""Grafana's name for the colour of plain text: it says neither good nor bad."""

PLAIN: Json = {"mode": "absolute", "steps": [{"color": NEUTRAL, "value": None}]}
"""Thresholds that judge nothing."""

NO_VALUE = "no data"
_EXACT = 2**53
"""Up to which every whole number is one to readers of JSON."""


def config(prototype: Json, panel: Panel) -> Json:
    """The `fieldConfig` of a panel, from that of its kind's prototype."""
    defaults = {
        **prototype["fieldConfig"]["defaults"],
        "noValue": NO_VALUE,
        "thresholds": thresholds(panel.thresholds) if panel.thresholds else PLAIN,
        "unit": panel.unit,
    }
    if panel.minimum is not None:
        defaults["min"] = panel.minimum
    if panel.maximum is not None:
        defaults["max"] = panel.maximum
    return {**prototype["fieldConfig"], "defaults": defaults}


@lru_cache(maxsize=256)  # the panels of objectives have the same few
def thresholds(given: tuple[Threshold, ...]) -> Json:
    """Thresholds as rising steps. The first has no lower end, or Grafana would never leave its colour.

    Where the first step was not given it is green, or neutral when green is what a higher step means. Whole numbers are
    written as such: 1 and 1.0 are one key of the cache, and whichever came first would be written for both.
    """
    colors = {step.value: step.color for step in given}
    start = colors.pop(None, "") or (NEUTRAL if "green" in colors.values() else "green")
    rising = sorted((value, color) for value, color in colors.items() if value is not None)
    steps = [{"color": color, "value": _shortest(value)} for value, color in rising]
    return {"mode": "absolute", "steps": [{"color": start, "value": None}, *steps]}


def _shortest(value: float) -> float:
    """A whole number without its `.0`, unless it is longer than JSON's readers keep exactly."""
    return int(value) if abs(value) <= _EXACT and float(value).is_integer() else float(value)
