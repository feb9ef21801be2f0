"""Maintenance that no period looks back to any more is taken out of the rules."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.plan.objectives.shape import DAY
from avionics.promql.text.duration import text

_LONGER = 3 * DAY
"""How much longer a period of the calendar may be than its nominal length."""


@rule("warning", "maintenance is removed when no period holds it any more")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the longest period of the service's objectives."""
    if not service.maintenance:
        return
    from datetime import date  # noqa: PLC0415  for maintenance only

    today = (date.fromisoformat(catalog.today) - date(1970, 1, 1)).days * DAY
    longest = max(slo.window + (_LONGER if slo.calendar else 0) for slo in service.slos)
    for planned in service.maintenance:
        if planned.end + longest < today:
            message = f"{planned.reason!r} ended more than {text(longest)} ago, so that no period holds it"
            yield Problem(planned.where.at("to"), message, "remove it: rules get shorter, figures stay the same")
