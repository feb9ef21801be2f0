"""What describes an objective, as series: what was promised, its budget, and how long its period is."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from avionics.conventions import names
from avionics.plan.objective import Objective, period_window
from avionics.plan.recorded import record
from avionics.plan.sloth import info
from avionics.plan.values import Recording
from avionics.promql.number import number


def described(aim: Objective) -> Iterator[Recording]:
    """One of each for everything that the objective keeps apart, so that each ratio and budget finds its own."""
    yield record(aim, names.OBJECTIVE, _stated(aim, aim.percent / 100))
    yield record(aim, names.ERROR_BUDGET, _stated(aim, aim.budget))
    yield record(aim, names.PERIOD_DAYS, _days(aim))
    yield from info(aim)


def _stated(aim: Objective, value: Decimal) -> str:
    return f"{_each(aim)} * {number(value)}" if aim.slo.by else f"vector({number(value)})"


def _days(aim: Objective) -> str:
    """How many days the period is long; those of a calendar differ."""
    if not aim.slo.calendar:
        return _stated(aim, Decimal(aim.slo.window) / 86_400)
    from avionics.plan.calendar_rules import days  # noqa: PLC0415  time zones are for calendars only

    return f"{_each(aim)} * on () group_left () ({days(aim)})" if aim.slo.by else days(aim)


def _each(aim: Objective) -> str:
    """1 for all that is kept apart and had events in the period, or counts any now: an idle day takes none away."""
    known = (names.EVENTS + period_window(aim.slo), names.TOTAL + aim.base_name)
    return f"group without () ({' or '.join(map(aim.recorded, known))})"
