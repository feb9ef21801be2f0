"""Time windows of OpenSLO: rolling, or aligned to the calendar."""

from __future__ import annotations

import re
from datetime import date

from avionics.importers import windows
from avionics.importers.fields import INVALID, Fields, Told
from avionics.importers.values import Window

_SHORTHAND = re.compile(r"([1-9][0-9]{0,5})([mhdwMQY])\Z")
_DAYS = {"d": 1, "w": 7, "M": 30, "Q": 90, "Y": 365}
_UNITS = {"Day": 1, "Week": 7, "Month": 30, "Quarter": 90, "Year": 365}
_OURS = {"w": "week", "M": "month", "Q": "quarter", "Week": "week", "Month": "month", "Quarter": "quarter"}
"""Periods of the calendar that ours has too, as v1 and v1alpha write them; one of each."""
_MIDNIGHT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]00:00(:00)?\Z")
_QUARTERS = (1, 4, 7, 10)


def shorthand(spec: Fields, told: Told) -> Window:
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
    every = _OURS.get(match[2], "") if match[1] == "1" else ""
    return _period(found, int(match[1]) * _DAYS.get(match[2], 0), written, every, told)


def counted(spec: Fields, told: Told) -> Window:
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
    every = _OURS.get(unit, "") if count == 1 else ""
    return _period(found, int(count or 0) * _UNITS.get(unit, 0), f"{count} {unit.lower()}", every, told)


def _period(found: list[Fields], days: int, written: str, every: str, told: Told) -> Window:
    window, *others = found
    for other in others:
        other.settle()
        told.say(INVALID, "error", other.where, "a second time window", "an objective has exactly one")
    rolling = window.flag("isRolling")
    calendar = window.child("calendar")
    if calendar is not None:
        start, zone = calendar.text("startTime"), calendar.text("timeZone")
        if _begins(every, start) and _known(zone):
            return {"every": every, "timeZone": zone}
    if calendar is not None or rolling is False:
        return windows.calendar(days, written, window.where, told)
    return windows.days(days, written, window.where, told)


def _begins(every: str, start: str) -> bool:
    """Whether such a period of ours begins at that instant: theirs may begin at any."""
    match = _MIDNIGHT.match(start)
    try:
        day = date.fromisoformat(match[1]) if match else None
    except ValueError:  # the 31st of a short month
        return False
    if day is None or every not in _OURS.values():
        return False
    if every == "week":
        return day.weekday() == 0
    return day.day == 1 and (every == "month" or day.month in _QUARTERS)


def _known(zone: str) -> bool:
    from avionics.conventions.time_zones import time_zones  # noqa: PLC0415  for calendars only

    return zone in time_zones()
