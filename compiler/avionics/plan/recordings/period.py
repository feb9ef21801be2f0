"""The period of an objective: its events, what is left of its budget, and how much of it was measured.

What is left is relative to the events so far: nobody knows those that are yet to come.
"""

from __future__ import annotations

from collections.abc import Iterator

from avionics.conventions import names
from avionics.plan.objectives.form import Form, Formed
from avionics.plan.objectives.shape import HALF, HOUR
from avionics.plan.recordings.recorded import PeriodSums, effective, ratio, rolling, summed
from avionics.promql.text.duration import text
from avionics.promql.text.number import number


def period_recordings(form: Form) -> Iterator[Formed]:
    """Events and failures of the whole period, the ratio, what is left of the budget, and how much was measured."""
    sums = _of_calendar(form) if form.calendar else _rolling(form)
    name, budget = sums.name, number(form.budget)
    if sums.start:
        yield Formed(names.PERIOD_START, sums.start)
    if sums.fills:
        yield Formed(names.TILE_START, f"vector(time() - time() % {sums.fills})")
    yield Formed(names.EVENTS + name, sums.events)
    if sums.failures:
        yield Formed(names.FAILURES + name, sums.failures)
        if sums.variance:
            yield effective(form, name, sums.variance)
        yield ratio(form, name, form.recorded(names.FAILURES + name), form.recorded(names.EVENTS + name))
    yield Formed(names.PERIOD_BURN_RATE, f"{form.recorded(names.ERROR_RATIO + name)} / {budget}")
    yield Formed(names.BUDGET_REMAINING, f"1 - {form.recorded(names.PERIOD_BURN_RATE)}")
    if sums.coverage:
        yield Formed(names.COVERAGE + name, sums.coverage)


def _of_calendar(form: Form) -> PeriodSums:
    from avionics.plan.recordings.calendar_sums import sums  # noqa: PLC0415  time zones are for calendars only

    return sums(form)


def _rolling(form: Form) -> PeriodSums:
    """A rolling period is one more window, but moves on by base windows."""
    measure = next(found for found in form.measures if found.seconds == form.window)
    step = next((tile for tile in (HOUR, HALF) if not measure.seconds % tile), form.base)
    hours = f"sum_over_time({form.recorded(names.COVERAGE + '1h')}[{measure.range}:{text(step)}])"
    fills = measure.step if measure.how == "tiled" and measure.step != form.base else 0

    def total(metric: str) -> str:
        if measure.paired:
            return f"{form.recorded(metric + measure.name)} * {measure.seconds}"
        return rolling(form, measure, metric) if fills else f"{summed(form, measure, metric)} * {measure.step}"

    return PeriodSums(
        name=measure.name,
        start="",
        fills=fills,
        events=total(names.TOTAL),
        failures=total(names.ERRORS) if measure.seldom else "",
        coverage=f"{hours} / {measure.seconds // step}" if measure.seconds != HOUR else "",
        variance=total(names.VARIANCE) if form.heavy and measure.counted else "",
    )
