"""An agreement is looked at again on the day it says."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service


@rule("warning", "agreements are looked at again when they said they would be")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at `revisit` of objectives and alerts; the day itself is still in time."""
    for item in service.alerting:
        agreed = item.agreement
        if agreed and agreed.revisit and agreed.revisit < catalog.today:
            message = f"the agreement on {item.name!r} was to be looked at again on {agreed.revisit}"
            help_ = f"ask {', '.join(agreed.approvers)} whether it still holds, and write the day and the next one"
            yield Problem(agreed.where.at("revisit"), message, help_)
