"""Periods of ours as time windows of OpenSLO v1."""

from __future__ import annotations

from typing import Any

from avionics.model.slo import Slo

_UNITS = {"d": 86_400, "h": 3_600, "m": 60}
_CALENDAR = {
    "week": ("1w", "2026-01-05 00:00:00"),
    "month": ("1M", "2026-01-01 00:00:00"),
    "quarter": ("1Q", "2026-01-01 00:00:00"),
}
"""The length of a period, and an instant at which one begins: OpenSLO counts on from it."""


def time_window(slo: Slo) -> dict[str, Any]:
    """The window of an objective: rolling, or one of the calendar in its time zone."""
    if slo.calendar is None:
        unit = next(unit for unit, size in _UNITS.items() if not slo.window % size)
        return {"duration": f"{slo.window // _UNITS[unit]}{unit}", "isRolling": True}
    duration, begins = _CALENDAR[slo.calendar.every]
    calendar = {"startTime": begins, "timeZone": slo.calendar.time_zone}
    return {"duration": duration, "isRolling": False, "calendar": calendar}
