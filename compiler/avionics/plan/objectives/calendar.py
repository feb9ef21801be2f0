"""Where periods of the calendar begin, and how rules know which one it is.

The boundaries are written into the rules as a table of five years, which the project moves on (`calendarUntil`), so
that neither the day nor the machine that compiles changes a byte. PromQL steps through it: `time()` is compared with
each boundary, and of weeks in a row that are as long as each other those that are past are counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import groupby, pairwise
from operator import itemgetter

from msgspec import Struct

from avionics.conventions.time_zones import time_zone
from avionics.model.calendar import Calendar

YEARS = 5
"""How many years the table holds."""
_QUARTER_OF_AN_HOUR = 900
_WORTH_A_COUNT = 4
"""Boundaries in a row, as far from each other, from which those that are past are counted by a division."""


class Boundary(Struct, frozen=True):
    """The first instant of a period, in seconds since 1970, and how many days it is long."""

    start: int
    days: int


class Table(Struct, frozen=True):
    """The periods of some years, and where the last one ends."""

    periods: tuple[Boundary, ...]
    end: int

    @property
    def longest(self) -> int:
        """The length of the longest period, in seconds: days on which clocks go back count in full."""
        starts = [period.start for period in self.periods]
        return max(after - before for before, after in pairwise([*starts, self.end]))

    @property
    def grain(self) -> int:
        """The longest of an hour, half and a quarter of one that all boundaries are multiples of, in seconds."""
        grains = (3_600, 1_800, _QUARTER_OF_AN_HOUR)
        return next((g for g in grains if all(each.start % g == 0 for each in self.periods)), 1)


@lru_cache(maxsize=64)
def table(calendar: Calendar, until: int) -> Table:
    """The periods that begin in the five years that end with `until`, and the one that reaches into the first."""
    days = list(_first_days(calendar.every, until))
    zone = time_zone(calendar.time_zone)
    instants = [int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp()) for day in days]
    lengths = [(after - before).days for before, after in pairwise(days)]
    return Table(tuple(map(Boundary, instants, lengths)), instants[-1])


def first_year(until: int) -> int:
    """The year the table begins with."""
    return until - YEARS + 1


def _first_days(every: str, until: int) -> Iterator[date]:
    """The first day of each period, and the one after the last period."""
    if every == "week":
        day = date(first_year(until), 1, 1)
        day -= timedelta(days=day.weekday())
        while day < date(until + 1, 1, 8):
            yield day
            day += timedelta(days=7)
        return
    for year in range(first_year(until), until + 1):
        yield from (date(year, month, 1) for month in range(1, 13, 3 if every == "quarter" else 1))
    yield date(until + 1, 1, 1)


def start_of_period(known: Table) -> str:
    """PromQL: when the present period began, in seconds since 1970; nothing outside the table."""
    return _stepped(known, [period.start for period in known.periods])


def days_of_period(known: Table) -> str:
    """PromQL: how many days the present period is long; nothing outside the table."""
    return _stepped(known, [period.days for period in known.periods])


def _stepped(known: Table, values: list[int]) -> str:
    """The value of the present period: the first, and at each boundary by how much it differs from there on.

    Boundaries in a row at which it differs alike are told together: to compare with all 261 weeks of five years took
    Prometheus 2.42 some 40 ms at each evaluation.
    """
    changes = zip(known.periods[1:], (b - a for a, b in pairwise(values)), strict=True)
    steps = [_steps(change, [period.start for period, _ in row]) for change, row in groupby(changes, key=itemgetter(1))]
    within = f"vector(time()) >= {known.periods[0].start} < {known.end}"
    return f"vector({values[0]}){''.join(steps)} and on () ({within})"


def _steps(change: int, starts: list[int]) -> str:
    """What is added at each of these boundaries."""
    if not change:
        return ""
    apart = {after - before for before, after in pairwise(starts)}
    if len(starts) >= _WORTH_A_COUNT and len(apart) == 1:
        past = f"clamp(floor((vector(time()) - {starts[0]}) / {apart.pop()}) + 1, 0, {len(starts)})"
    else:
        past = " + ".join([f"(time() >= bool {start})" for start in starts])
        past = past if len(starts) == 1 else f"({past})"
    return f" {'+' if change > 0 else '-'} {abs(change)} * {past}"
