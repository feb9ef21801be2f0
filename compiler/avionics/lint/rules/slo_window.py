"""The window of an objective is one that budgets and tiers work with."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.plan.windows import LONGEST

_DAY = 86_400


@rule("error", "windows of objectives are 1 to 400 days long")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the windows as written."""
    del catalog
    for slo in service.slos:
        days = slo.window // _DAY
        if not _DAY <= slo.window <= LONGEST:
            message = f"a window of {days} day{'s' if days != 1 else ''}, expected 1 to 400"
            yield Problem(slo.where.at("window"), message, "30d is usual; 28d always holds the same weekdays")
