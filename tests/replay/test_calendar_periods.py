"""Periods of the calendar, replayed across the night in which one ends: what is summed are the events since then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from math import isnan
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from avionics.app.compile import compile_project
from avionics.app.replayed import replayed
from avionics.conventions import names
from avionics.replay.clock import Clock
from avionics.replay.run import Replay, replay
from rules.projects import TODAY, write
from rules.shapes import SLIS

MINUTE, HOUR = 60, 3600
BERLIN = ZoneInfo("Europe/Berlin")
BOUNDARIES = {
    "week": datetime(2026, 11, 30, tzinfo=BERLIN),  # a Monday
    "month": datetime(2026, 12, 1, tzinfo=BERLIN),
    "quarter": datetime(2027, 1, 1, tzinfo=BERLIN),
}
BEFORE, AFTER = 7 * HOUR, 5 * HOUR


def events(minute: int) -> int:
    return 3 + minute % 7


def bad(minute: int) -> int:
    return int(minute % 90 == 4) * 2


@pytest.fixture(params=BOUNDARIES)
def every(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def seen(every: str, tmp_path: Path) -> Replay:
    """Some hours on both sides of the boundary; minutes are counted from the first."""
    window = {"every": every, "timeZone": "Europe/Berlin"}
    write(tmp_path, [{"name": "apart", "objective": 99.9, "window": window, "sli": SLIS["errors"]}], [], {})
    book = replayed(compile_project(str(tmp_path), today=TODAY), "shop/apart", "P").book
    clock = Clock(int(BOUNDARIES[every].timestamp()) - BEFORE, MINUTE, (BEFORE + AFTER) // MINUTE + 1)
    columns = {
        metric: [sum(map(of, range(minute - 4, minute + 1))) / 300 for minute in range(clock.count)]
        for metric, of in ((f"{names.TOTAL}5m", events), (f"{names.ERRORS}5m", bad))
    }
    return replay(book, book.everything(), columns, clock)


def value(seen: Replay, metric: str, second: int) -> float:
    return seen.tracks[metric].values[second // MINUTE]


def counted(of: Callable[[int], int], first: int, last: int) -> int:
    """Events of the minutes after the second `first`, up to and with that of `last`."""
    return sum(map(of, range(first // MINUTE + 1, last // MINUTE + 1)))


@pytest.mark.parametrize("after", [10 * MINUTE, 50 * MINUTE, HOUR, 3 * HOUR + 20 * MINUTE, AFTER])
def test_a_period_counts_what_happened_since_it_began(seen: Replay, every: str, after: int) -> None:
    at = BEFORE + after
    happened, failed = (counted(of, BEFORE, at) for of in (events, bad))
    assert value(seen, f"{names.EVENTS}_{every}", at) == pytest.approx(happened, rel=1e-9)
    assert value(seen, f"{names.FAILURES}_{every}", at) == pytest.approx(failed, rel=1e-9)
    assert value(seen, names.PERIOD_BURN_RATE, at) == pytest.approx(failed / happened / 0.001, rel=1e-9)
    assert value(seen, names.BUDGET_REMAINING, at) == pytest.approx(1 - failed / happened / 0.001, rel=1e-9)


def test_the_period_before_ends_with_its_last_evaluation(seen: Replay, every: str) -> None:
    """All of it that the clock holds; the first pair holds the five minutes before the clock began."""
    at = BEFORE - 10 * MINUTE
    assert value(seen, f"{names.EVENTS}_{every}", at) == pytest.approx(counted(events, -5 * MINUTE, at), rel=1e-9)
    assert isnan(value(seen, f"{names.EVENTS}_{every}", BEFORE)), "at the boundary nothing has happened yet"


def test_what_the_calendar_says(seen: Replay, every: str) -> None:
    start = BOUNDARIES[every]
    long = {"week": timedelta(days=7), "month": timedelta(days=31), "quarter": timedelta(days=90)}[every]
    assert value(seen, names.PERIOD_START, BEFORE) == start.timestamp()
    assert value(seen, names.PERIOD_START, BEFORE - 2 * MINUTE) < start.timestamp() - 6 * 86_400
    assert value(seen, names.PERIOD_DAYS, AFTER + BEFORE) == long.days


def test_how_much_was_measured(seen: Replay, every: str) -> None:
    """Every hour since the boundary; before it only the six that the clock holds, and its first minute."""
    metric = f"{names.COVERAGE}_{every}"
    assert value(seen, metric, BEFORE + AFTER) == pytest.approx(1)
    hours = (BOUNDARIES[every].timestamp() - HOUR - value(seen, names.PERIOD_START, BEFORE - HOUR)) / HOUR
    assert value(seen, metric, BEFORE - HOUR) == pytest.approx((6 + 1 / 60) / hours)
