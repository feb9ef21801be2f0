"""A period of the calendar, as PromQL.

When the present period began is recorded, and only the tiles since then are summed: one subquery, as long as the
longest period, however long the table of boundaries is.
"""

from __future__ import annotations

from avionics.conventions import names
from avionics.plan.calendar import Table, days_of_period, start_of_period, table
from avionics.plan.objective import Objective, period_window
from avionics.plan.recorded import PeriodSums, after, pair, up_to_now
from avionics.plan.shape import HOUR
from avionics.promql.duration import text


def start(aim: Objective) -> str:
    """When the present period began, in seconds since 1970."""
    return start_of_period(boundaries(aim))


def days(aim: Objective) -> str:
    """How many days the present period is long."""
    return days_of_period(boundaries(aim))


def tile_of(aim: Objective) -> int:
    """Seconds of the pairs that are summed. That base windows meet the boundaries the rule calendar-grain sees to."""
    grain = boundaries(aim).grain
    return next((tile for tile in (HOUR, HOUR // 2) if grain % tile == 0), aim.base)


def sums(aim: Objective) -> PeriodSums:
    """Tiles of an hour where all periods begin at full hours, of half an hour or the base window where they must."""
    known, tile = boundaries(aim), tile_of(aim)
    fills, longest, now = tile if tile != aim.base else 0, text(known.longest), after(aim, names.PERIOD_START)

    def total(series: str, step: int) -> str:
        return f"sum_over_time(({series} and on () ({now}))[{longest}:{text(step)}])"

    def counted(metric: str) -> str:
        sums = total(pair(aim, metric, text(tile)), tile)
        return up_to_now(aim, metric, sums, tile) if fills else f"{sums} * {tile}"

    return PeriodSums(
        name=period_window(aim.slo),
        fills=fills,
        events=counted(names.TOTAL),
        failures=counted(names.ERRORS),
        coverage=f"{total(aim.recorded(names.COVERAGE + '1h'), HOUR)} / scalar(count_over_time(({now})[{longest}:1h]))",
    )


def boundaries(aim: Objective) -> Table:
    """The table of its periods."""
    if aim.slo.calendar is None:
        raise ValueError(f"{aim.slo.name} has a rolling period")
    return table(aim.slo.calendar, aim.calendar_until)
