"""Time windows of OpenSLO: rolling, or aligned to the calendar."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from avionics.importers import windows
from avionics.importers.fields import INVALID, Fields, Told
from avionics.importers.values import Window
from avionics.plan.objectives.shape import DAY, HOUR

_SHORTHAND = re.compile(r"([1-9][0-9]{0,5})([mhdwMQY])\Z")
_SECONDS = {"m": 60, "h": HOUR, "d": DAY, "w": 7 * DAY, "M": 30 * DAY, "Q": 90 * DAY, "Y": 365 * DAY}
_UNITS = {"Second": 1, "Day": DAY, "Week": 7 * DAY, "Month": 30 * DAY, "Quarter": 90 * DAY, "Year": 365 * DAY}
_OURS = {"w": "week", "M": "month", "Q": "quarter", "Week": "week", "Month": "month", "Quarter": "quarter"}
"""Periods of the calendar that ours has too, as v1 and v1alpha write them; one of each."""
_INSTANT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)\Z")
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
        found[0].settle()
        return ""
    every = _OURS.get(match[2], "") if match[1] == "1" else ""
    return _period(found, Fraction(int(match[1]) * _SECONDS[match[2]]), written, every, told)


def counted(spec: Fields, told: Told) -> Window:
    """The period of a v1alpha objective: a count of units."""
    found = spec.children("timeWindows")
    if not found:
        return ""
    unit, count = found[0].need("unit").capitalize(), found[0].number("count")
    if unit not in _UNITS:
        if unit:
            message = f"the unit is {unit!r}, expected one of: {', '.join(_UNITS)}"
            told.say(INVALID, "error", found[0].at("unit"), message)
        found[0].settle()
        return ""
    every = _OURS.get(unit, "") if count == 1 else ""
    return _period(found, Fraction(count or 0) * _UNITS[unit], f"{count} {unit.lower()}", every, told)


def _period(found: list[Fields], seconds: Fraction, written: str, every: str, told: Told) -> Window:
    window, *others = found
    for other in others:
        other.settle()
        told.say(INVALID, "error", other.where, "a second time window", "an objective has exactly one")
    rolling = window.flag("isRolling")
    calendar = window.child("calendar")
    if calendar is not None:
        start, zone = calendar.text("startTime"), calendar.text("timeZone")
        why = _otherwise(every, start, zone)
        if not why:
            return {"every": every, "timeZone": zone}
        return windows.calendar(seconds, written, why, window.where, told)
    if rolling is False:
        return windows.calendar(seconds, written, "it does not say when it begins", window.where, told)
    return windows.lasting(seconds, written, window.where, told)


def _otherwise(every: str, start: str, zone: str) -> str:
    """Why ours is no such period: theirs may begin at any instant; "" where it is."""
    if not every:
        return "ours are one week, month or quarter"
    match = _INSTANT.match(start)
    try:
        day = date.fromisoformat(match[1]) if match else None
    except ValueError:  # the 31st of a short month
        day = None
    if day is None or match is None:
        return "it begins at no instant such as 2026-01-01 00:00:00"
    if match[2] not in ("00:00", "00:00:00"):
        return f"it begins at {match[2]}, ours at midnight"
    return _off(every, day) or ("" if _known(zone) else f"there is no time zone {zone!r}")


def _off(every: str, day: date) -> str:
    """Why none of ours begins on that day; "" where one does."""
    if every == "week":
        return "" if day.weekday() == 0 else "it does not begin on a Monday, as ours do"
    if day.day != 1:
        return "it does not begin on the first of a month, as ours do"
    return "its quarters are not those of the year" if every == "quarter" and day.month not in _QUARTERS else ""


def _known(zone: str) -> bool:
    from avionics.conventions.time_zones import time_zones  # noqa: PLC0415  for calendars only

    return zone in time_zones()
