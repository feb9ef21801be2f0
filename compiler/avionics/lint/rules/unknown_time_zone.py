"""Periods of the calendar begin at midnight in a time zone that exists."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, meant, rule
from avionics.model.service import Service


@rule("error", "time zones are those of the tz database")
def check(service: Service) -> Iterator[Problem]:
    """Looks at the windows of objectives that follow the calendar."""
    for slo in service.slos:
        if slo.calendar:
            from avionics.conventions.time_zones import time_zones  # noqa: PLC0415  for calendars only

            name = slo.calendar.time_zone
            if name not in time_zones():
                help_ = meant(name, time_zones())
                yield Problem(slo.where.at("window", "timeZone"), f"there is no time zone {name!r}", help_)
