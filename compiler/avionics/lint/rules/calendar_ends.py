"""Rules know the boundaries of calendar periods up to a declared year: it is moved on before they run out."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service

YEARS_MORE = 2


@rule("warning", "calendar periods are known for at least six months to come")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the last year of the table, where an objective follows the calendar."""
    calendars = [slo for slo in service.slos if slo.calendar]
    until = catalog.project.calendar_until
    if not calendars:
        return
    from avionics.plan.objectives.calendar import first_year  # noqa: PLC0415  for calendars only

    where, name = calendars[0].where.at("window"), calendars[0].name
    help_ = "write 'rules: {calendarUntil: %d}' in avionics.yaml, render, and load the rules"
    if catalog.today >= f"{until}-07-01":
        message = f"rules know the calendar of {name!r} up to the end of {until} only; after it there is no period"
        yield Problem(where, message, help_ % (until + YEARS_MORE))
    elif catalog.today < f"{first_year(until)}-01-01":
        message = f"rules know the calendar of {name!r} from {first_year(until)} on only; until then there is no period"
        yield Problem(where, message, help_ % (int(catalog.today[:4]) + YEARS_MORE))
