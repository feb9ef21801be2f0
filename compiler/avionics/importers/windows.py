"""Periods of theirs to rolling periods of ours, whole days, 1 to 400 of them; and the tiers of a period."""

from __future__ import annotations

import re
from collections.abc import Container
from fractions import Fraction

from avionics.importers.fields import INVALID, LOST, Told
from avionics.place import Where
from avionics.plan.windows import catalogue
from avionics.promql.duration import seconds

DURATION = re.compile(r"([0-9]{1,6}(ms|s|m|h|d|w|y)){1,4}\Z")
_DAY = 86_400
_SHORTEST, _LONGEST = 1, 400

USUAL = "30d"
"""The period of objectives that say none."""


def rolling(text: str, where: Where, told: Told) -> str:
    """A Prometheus duration as a period of ours; "" for none. A period we do not have is replaced by the nearest."""
    if not text:
        return ""
    if not DURATION.match(text):
        told.say(INVALID, "error", where, f"the window is {text!r}, expected a duration such as 30d")
        return ""
    return days(Fraction(seconds(text), _DAY), text, where, told)


def days(count: Fraction, written: str, where: Where, told: Told) -> str:
    """A number of days as a period of ours."""
    nearest = min(max(round(count), _SHORTEST), _LONGEST)
    if nearest != count:
        message = f"a window of {written} became {nearest}d: ours are {_SHORTEST} to {_LONGEST} whole days"
        told.say(LOST, "warning", where, message, "judge whether the objective still says what was agreed")
    return f"{nearest}d"


def calendar(count: Fraction, written: str, why: str, where: Where, told: Told) -> str:
    """A period that begins with the calendar's, as the rolling one of its length, and `why` it is not one of ours."""
    period = days(count, written, where, told)
    message = f"a calendar window of {written} became a rolling one of {period}: {why}"
    told.say(LOST, "warning", where, message, "look at the budget as that of the last days, not since the first")
    return period


def tiers(severities: Container[str], window: str) -> tuple[str, ...]:
    """The burn-rate tiers of these severities for a period, by their long windows."""
    return tuple(tier.long for tier in catalogue(seconds(window or USUAL)) if tier.severity in severities)
