"""Periods of the calendar begin where base windows do, so that no base window is of two periods."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.base_windows import HALF_HOUR, fitting
from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.model.slo import Slo
from avionics.promql.text.duration import text

_SHOWN = 4


@rule("error", "periods of the calendar begin at full base windows, also in time zones off the hour")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the time zones of objectives that follow the calendar."""
    for slo in service.slos:
        if slo.calendar:
            yield from _grain(slo, catalog)


def _grain(slo: Slo, catalog: Catalog) -> Iterator[Problem]:
    from avionics.plan.objectives.calendar import table  # noqa: PLC0415  for calendars only

    assert slo.calendar is not None
    project, zone = catalog.project, slo.calendar.time_zone
    grain = table(slo.calendar, project.calendar_until).grain
    whole = project.base_window and not HALF_HOUR % project.base_window  # others the rule interval-bounds reports
    if whole and grain % project.base_window:
        base, fits = text(project.base_window), [text(each) for each in fitting(project, grain)]
        message = f"periods in {zone} begin at multiples of {text(grain)} only, and baseWindow is {base}: no part of it"
        window = f"write a baseWindow of {' or '.join(fits[:_SHOWN])} in avionics.yaml, or " if fits else ""
        help_ = f"{window}name another time zone"
        yield Problem(slo.where.at("window", "timeZone"), message, help_)
