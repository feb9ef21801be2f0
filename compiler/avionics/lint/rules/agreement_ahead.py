"""Nobody has agreed on a day that is still to come."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.days import still_to_come
from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service


@rule("warning", "agreements were made, not planned")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at `on` of objectives and alerts."""
    for item in service.alerting:
        agreed = item.agreement
        if agreed and still_to_come(agreed.on, catalog.today):
            message = f"{item.name!r} was not agreed to yet: {agreed.on} is still to come"
            help_ = "write the day on which it was agreed to; the day to look at it again is 'revisit'"
            yield Problem(agreed.where.at("on"), message, help_)
