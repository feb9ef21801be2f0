"""The window of an objective is one that budgets and tiers work with."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service

_DAY = 86_400


@rule("error", "windows of objectives are 7 to 90 days long")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the windows as written."""
    del catalog
    for slo in service.slos:
        days = slo.window // _DAY
        if not 7 <= days <= 90:
            message = f"a window of {days} day{'s' if days != 1 else ''}, expected 7 to 90"
            yield Problem(slo.where.at("window"), message, "30d is usual; 28d always holds the same weekdays")
