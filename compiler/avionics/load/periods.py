"""Periods and planned maintenance of objectives to values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from avionics.model.calendar import Calendar
from avionics.model.maintenance import Maintenance
from avionics.place import Where
from avionics.promql.text.duration import seconds

NOMINAL = {"week": 7 * 86_400, "month": 30 * 86_400, "quarter": 90 * 86_400}
"""Seconds, where one length must stand for all: burn rates, and the catalogue of tiers that is nearest."""


def period(written: str | dict[str, Any]) -> tuple[int, Calendar | None]:
    """The length of a period in seconds, and the calendar it follows unless it rolls."""
    if isinstance(written, str):
        return seconds(written), None
    return NOMINAL[written["every"]], Calendar(written["every"], written["timeZone"])


def maintenance(written: Sequence[dict[str, Any]], where: Where) -> tuple[Maintenance, ...]:
    """Planned maintenance, as it was written."""
    return tuple(
        Maintenance(
            where.at("maintenance", index),
            instant(each["from"]),
            instant(each["to"]),
            each["reason"],
            tuple(each.get("environments", ())),
        )
        for index, each in enumerate(written)
    )


def instant(written: str) -> int:
    """`2026-12-01T22:00:00Z` in seconds since 1970. The 29th of February is the 1st of March where there is none."""
    from calendar import timegm  # noqa: PLC0415  for maintenance only

    day, _, time = written.rstrip("Z").partition("T")
    year, month, number = map(int, day.split("-"))
    hour, minute, second = map(int, f"{time}:00".split(":")[:3])
    return timegm((year, month, number, hour, minute, second))
