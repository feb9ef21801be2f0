"""What of an objective's time counts: when its period begins, and what is left out of it."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.app.explain.scope import Scope
from avionics.model.maintenance import Maintenance
from avionics.model.slo import Slo

_FIRST = {"week": "on Monday", "month": "on the first of each month", "quarter": "on the first of each quarter"}


def counted(slo: Slo, within: Scope) -> Iterator[str]:
    """Where its period differs from one that rolls, and the maintenance that is planned."""
    if slo.calendar:
        begins = f"{_FIRST[slo.calendar.every]}, at midnight in {slo.calendar.time_zone}"
        yield f"the period begins {begins}; rules know when up to the end of {within.catalog.project.calendar_until}"
        yield "what is left of the budget is relative to the events of the period so far"
    asked = {plan.environment.name for plan in within.environments}
    for planned in slo.maintenance:
        named = [name for name in planned.environments if name in asked]
        if planned.environments and not named:
            continue
        places = f" in {', '.join(named)}" if named else ""
        place = within.sources.place(planned.where)
        yield f"nothing counts and nobody is told{places} {_span(planned)}: {planned.reason} ({place})"


def _span(planned: Maintenance) -> str:
    from datetime import UTC, datetime  # noqa: PLC0415  for maintenance only

    begins, ends = (datetime.fromtimestamp(each, UTC) for each in (planned.start, planned.end))
    return f"from {begins:%Y-%m-%d %H:%M} to {ends:%Y-%m-%d %H:%M} UTC"
