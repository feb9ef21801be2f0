"""A period of the calendar, as PromQL.

When the present period began is recorded, and only the tiles since then are summed: one subquery, as long as the
longest period, however long the table of boundaries is.
"""

from __future__ import annotations

from avionics.conventions import names
from avionics.plan.objectives.calendar import Table, days_of_period, start_of_period, table
from avionics.plan.objectives.form import Form
from avionics.plan.objectives.shape import HOUR
from avionics.plan.recordings.recorded import PeriodSums, after, pair, up_to_now
from avionics.promql.text.duration import text


def days(form: Form) -> str:
    """How many days the present period is long."""
    return days_of_period(boundaries(form))


def tile_of(form: Form) -> int:
    """Seconds of the pairs that are summed. That base windows meet the boundaries the rule calendar-grain sees to."""
    grain = boundaries(form).grain
    return next((tile for tile in (HOUR, HOUR // 2) if grain % tile == 0), form.base)


def sums(form: Form) -> PeriodSums:
    """Tiles of an hour where all periods begin at full hours, of half an hour or the base window where they must."""
    known, tile, hours = boundaries(form), tile_of(form), form.recorded(names.COVERAGE + "1h")
    fills, longest, now = tile if tile != form.base else 0, text(known.longest), after(form, names.PERIOD_START)

    def total(series: str, step: int) -> str:
        return f"sum_over_time(({series} and on () ({now}))[{longest}:{text(step)}])"

    def counted(metric: str) -> str:
        sums = total(pair(form, metric, text(tile)), tile)
        return up_to_now(form, metric, sums, tile) if fills else f"{sums} * {tile}"

    return PeriodSums(
        name=form.period_window,
        start=start_of_period(known),
        fills=fills,
        events=counted(names.TOTAL),
        failures=counted(names.ERRORS),
        coverage=f"{total(hours, HOUR)} / scalar(count_over_time(({now})[{longest}:1h]))",
    )


def boundaries(form: Form) -> Table:
    """The table of its periods."""
    assert form.calendar is not None
    return table(form.calendar, form.calendar_until)
