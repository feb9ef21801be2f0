"""Periods of the calendar as people reckon them, from a day back to the first of its period: no table is read."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from avionics.conventions.time_zones import time_zone
from avionics.model.calendar import Calendar, Every


def period_of(calendar: Calendar, now: int) -> tuple[int, int]:
    """When the period began that second `now` since 1970 is in, in seconds since then, and how many days it is long."""
    zone = time_zone(calendar.time_zone)
    first = _first_day(calendar.every, datetime.fromtimestamp(now, zone).date())
    following = _first_day(calendar.every, first + timedelta(days=_MORE[calendar.every]))
    midnight = datetime(first.year, first.month, first.day, tzinfo=zone)
    return int(midnight.timestamp()), (following - first).days


_MORE: dict[Every, int] = {"week": 7, "month": 31, "quarter": 92}
"""Days after the first of a period on which the next has begun, and not the one after it."""


def _first_day(every: Every, day: date) -> date:
    if every == "week":
        return day - timedelta(days=day.weekday())
    month = day.month if every == "month" else (day.month - 1) // 3 * 3 + 1
    return day.replace(month=month, day=1)
