"""Periods of theirs to rolling periods of ours; and the tiers of a period."""

from __future__ import annotations

import re
from collections.abc import Container
from fractions import Fraction

from avionics.importers.fields import INVALID, LOST, Told
from avionics.place import Where
from avionics.plan.objectives.shape import HOUR, LONGEST, tile_of
from avionics.plan.objectives.windows import catalogue
from avionics.promql.text import duration

DURATION = re.compile(r"([0-9]{1,6}(ms|s|m|h|d|w|y)){1,4}\Z")
_BASE = 300
"""Seconds of the base window of projects that say none, which short periods are made of."""

USUAL = "30d"
"""The period of objectives that say none."""


def rolling(text: str, where: Where, told: Told) -> str:
    """A Prometheus duration as a period of ours; "" for none. A period we do not have is replaced by the nearest."""
    if not text:
        return ""
    if not DURATION.match(text):
        told.say(INVALID, "error", where, f"the window is {text!r}, expected a duration such as 30d")
        return ""
    return lasting(Fraction(duration.milliseconds(text), 1000), text, where, told)


def lasting(seconds: Fraction, written: str, where: Where, told: Told) -> str:
    """A period of so many seconds as one of ours."""
    piece = tile_of(int(seconds), _BASE)
    nearest = min(max(round(seconds / piece) * piece, HOUR), LONGEST)
    period = duration.text(nearest)
    if nearest != seconds:
        ours = f"1h to {duration.text(LONGEST)}, in whole pieces of {duration.text(piece)}"
        message = f"a window of {written} became {period}: ours are {ours}"
        told.say(LOST, "warning", where, message, "judge whether the objective still says what was agreed")
    return period


def calendar(seconds: Fraction, written: str, why: str, where: Where, told: Told) -> str:
    """A period that begins with the calendar's, as the rolling one of its length, and `why` it is not one of ours."""
    period = lasting(seconds, written, where, told)
    message = f"a calendar window of {written} became a rolling one of {period}: {why}"
    told.say(LOST, "warning", where, message, "look at the budget as that of the last days, not since the first")
    return period


def tiers(severities: Container[str], window: str) -> tuple[str, ...]:
    """The burn-rate tiers of these severities for a period, by their long windows."""
    return tuple(tier.long for tier in catalogue(duration.seconds(window or USUAL)) if tier.severity in severities)
