"""A period of the calendar, as PromQL.

When the present period began is recorded, and only the tiles since then are summed: one subquery, as long as the
longest period, however long the table of boundaries is. Within it `@ end()` is the instant of the evaluation, and
`time()` that of each step.
"""

from __future__ import annotations

from avionics.conventions import names
from avionics.plan.calendar import Table, days_of_period, start_of_period, table
from avionics.plan.objective import Objective, period_window
from avionics.plan.recorded import PeriodSums, up_to_now
from avionics.plan.shape import HOUR
from avionics.promql.duration import text


def start(aim: Objective) -> str:
    """When the present period began, in seconds since 1970."""
    return start_of_period(boundaries(aim))


def days(aim: Objective) -> str:
    """How many days the present period is long."""
    return days_of_period(boundaries(aim))


def tile_of(aim: Objective) -> int:
    """Seconds of the pairs that are summed."""
    grain = boundaries(aim).grain
    return next((tile for tile in (HOUR, HOUR // 2) if grain % tile == 0), aim.base)


def sums(aim: Objective) -> PeriodSums:
    """Tiles of an hour where all periods begin at full hours, of half an hour or the base window where they must."""
    known, tile = boundaries(aim), tile_of(aim)
    since = f"vector(time()) > scalar({aim.recorded(names.PERIOD_START)} @ end())"
    longest = text(known.longest)

    def total(metric: str, step: int) -> str:
        return f"sum_over_time(({aim.recorded(metric)} and on () ({since}))[{longest}:{text(step)}])"

    return PeriodSums(
        name=period_window(aim.slo),
        events=up_to_now(aim, names.TOTAL, total(names.TOTAL + text(tile), tile), tile),
        failures=up_to_now(aim, names.ERRORS, total(names.ERRORS + text(tile), tile), tile),
        coverage=f"{total(names.COVERAGE + '1h', HOUR)} / scalar(count_over_time(({since})[{longest}:1h]))",
    )


def boundaries(aim: Objective) -> Table:
    """The table of its periods."""
    if aim.slo.calendar is None:
        raise ValueError(f"{aim.slo.name} has a rolling period")
    return table(aim.slo.calendar, aim.calendar_until)
