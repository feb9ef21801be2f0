"""Time windows of OpenSLO: rolling, or aligned to the calendar."""

from __future__ import annotations

import re

from avionics.importers import windows
from avionics.importers.fields import INVALID, Fields, Told

_SHORTHAND = re.compile(r"([1-9][0-9]{0,5})([mhdwMQY])\Z")
_DAYS = {"d": 1, "w": 7, "M": 30, "Q": 90, "Y": 365}
_UNITS = {"Day": 1, "Week": 7, "Month": 30, "Quarter": 90, "Year": 365}


def shorthand(spec: Fields, told: Told) -> str:
    """The period of a v1 objective; "" where it names none."""
    found = spec.children("timeWindow")
    if not found:
        return ""
    written = found[0].need("duration")
    match = _SHORTHAND.match(written)
    if written and not match:
        message = f"the duration is {written!r}, expected a number and one of m, h, d, w, M, Q, Y"
        told.say(INVALID, "error", found[0].at("duration"), message)
    if match is None:
        return ""
    return _period(found, int(match[1]) * _DAYS.get(match[2], 0), written, told)


def counted(spec: Fields, told: Told) -> str:
    """The period of a v1alpha objective: a count of units."""
    found = spec.children("timeWindows")
    if not found:
        return ""
    unit, count = found[0].need("unit").capitalize(), found[0].number("count")
    if unit not in (*_UNITS, "Second"):
        told.say(
            INVALID, "error", found[0].at("unit"), f"the unit is {unit!r}, expected one of: Second, {', '.join(_UNITS)}"
        )
        return ""
    return _period(found, int(count or 0) * _UNITS.get(unit, 0), f"{count} {unit.lower()}", told)


def _period(found: list[Fields], days: int, written: str, told: Told) -> str:
    window, *others = found
    for other in others:
        other.settle()
        told.say(INVALID, "error", other.where, "a second time window", "an objective has exactly one")
    rolling = window.flag("isRolling")
    calendar = window.child("calendar")
    if calendar is not None:
        calendar.drop("startTime", "timeZone")
    if calendar is not None or rolling is False:
        return windows.calendar(days, written, window.where, told)
    return windows.days(days, written, window.where, told)
