"""The period of an objective: its events, what is left of its budget, and how much of it was measured.

What is left is relative to the events so far: nobody knows those that are yet to come.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from types import ModuleType

from avionics.conventions import names
from avionics.plan.objective import Objective
from avionics.plan.recorded import PeriodSums, ratio, record, rolling, summed
from avionics.plan.shape import HOUR
from avionics.plan.values import Recording
from avionics.promql.number import number


def period_recordings(aim: Objective) -> Iterator[Recording]:
    """Events and failures of the whole period, the ratio, what is left of the budget, and how much was measured."""
    if aim.slo.calendar:
        yield record(aim, names.PERIOD_START, _calendar().start(aim))
    sums: PeriodSums = _calendar().sums(aim) if aim.slo.calendar else _rolling(aim)
    name, budget = sums.name, number(aim.budget)
    if sums.fills:
        yield record(aim, names.TILE_START, f"vector(time() - time() % {sums.fills})")
    yield record(aim, names.EVENTS + name, sums.events)
    yield record(aim, names.FAILURES + name, sums.failures)
    yield ratio(aim, name, aim.recorded(names.FAILURES + name), aim.recorded(names.EVENTS + name))
    yield record(aim, names.PERIOD_BURN_RATE, f"{aim.recorded(names.ERROR_RATIO + name)} / {budget}")
    yield record(aim, names.BUDGET_REMAINING, f"1 - {aim.recorded(names.PERIOD_BURN_RATE)}")
    yield record(aim, names.COVERAGE + name, sums.coverage)


def _calendar() -> ModuleType:
    from avionics.plan import calendar_rules  # noqa: PLC0415  time zones are for calendars only

    return calendar_rules


def _rolling(aim: Objective) -> PeriodSums:
    """A rolling period is one more window, but moves on by base windows."""
    measure = next(found for found in aim.measures if found.seconds == aim.slo.window)
    hours = f"sum_over_time({aim.recorded(names.COVERAGE + '1h')}[{measure.range}:1h])"
    fills = measure.step if measure.how == "tiled" and measure.step != aim.base else 0

    def total(metric: str) -> str:
        return rolling(aim, measure, metric) if fills else f"{summed(aim, measure, metric)} * {measure.step}"

    return PeriodSums(
        name=measure.name,
        fills=fills,
        events=total(names.TOTAL),
        failures=total(names.ERRORS),
        coverage=f"{hours} / {number(Decimal(measure.seconds) / HOUR)}",
    )
