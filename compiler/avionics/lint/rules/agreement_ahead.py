"""Nobody has agreed on a day that is still to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from avionics.lint.alerting import alerting
from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service


@rule("warning", "agreements were made, not planned")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at `on` of objectives and alerts; tomorrow is today already somewhere east of who checks."""
    tomorrow = _after(date.fromisoformat(catalog.today))
    for item in alerting(service):
        agreed = item.agreement
        if agreed and agreed.on > tomorrow:
            message = f"{item.name!r} was not agreed to yet: {agreed.on} is still to come"
            help_ = "write the day on which it was agreed to; the day to look at it again is 'revisit'"
            yield Problem(agreed.where.at("on"), message, help_)


def _after(day: date) -> str:
    """The next day; of the last that there is, the day itself."""
    return str(day if day == date.max else day + timedelta(days=1))
