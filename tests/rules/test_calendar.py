"""Periods of the calendar: where they begin, and what rules count in them.

Rules run in the first weeks of 1970, where promtool begins; New York was 5 hours behind then, India 5 and a half ahead.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from avionics.model.calendar import Calendar
from avionics.plan.objectives.calendar import days_of_period, start_of_period, table
from rules.projects import compiled
from rules.promtool import Case, Outcome, only, run
from rules.shapes import BUDGET, HOUR, SLIS
from rules.traffic import Traffic, requests, traffic

MINUTE = 60
START = "slo:time_period:start_seconds"
DAYS = "slo:time_period:days"
LEFT = "slo:period_error_budget_remaining:ratio"
BOUNDARIES = {
    ("month", "Europe/Berlin"): (
        "2025-12-31T23:00", "2026-01-31T23:00", "2026-02-28T23:00", "2026-03-31T22:00", "2026-04-30T22:00",
    ),
    ("month", "UTC"): ("2026-01-01T00:00", "2026-02-01T00:00", "2026-03-01T00:00"),
    ("quarter", "America/New_York"): ("2026-01-01T05:00", "2026-04-01T04:00", "2026-07-01T04:00", "2026-10-01T04:00"),
    ("week", "Asia/Kolkata"): ("2025-12-28T18:30", "2026-01-04T18:30", "2026-01-11T18:30"),
    ("quarter", "Asia/Kathmandu"): ("2025-12-31T18:15", "2026-03-31T18:15"),
}  # fmt: skip


def weekly(zone: str, until: int = 1974, **fields: Any) -> str:
    """The rules of an objective that holds for each week."""
    window = {"every": "week", "timeZone": zone}
    slo = {"name": "apart", "objective": 99.9, "window": window, "sli": SLIS["errors"], **fields}
    return compiled([slo], rules={"calendarUntil": until}).live["P"]


@pytest.mark.parametrize(("every", "zone"), BOUNDARIES)
def test_periods_begin_at_midnight_in_their_time_zone(every: Any, zone: str) -> None:
    known = table(Calendar(every, zone), 2030)
    expected = BOUNDARIES[every, zone]
    found = [datetime.fromtimestamp(period.start, UTC) for period in known.periods[: len(expected)]]
    assert [each.isoformat()[:16] for each in found] == list(expected)


def test_a_table_reaches_from_new_year_to_new_year() -> None:
    months = table(Calendar("month", "Europe/Berlin"), 2030)
    assert len(months.periods) == 60
    assert datetime.fromtimestamp(months.end, UTC).isoformat() == "2030-12-31T23:00:00+00:00"
    assert [period.days for period in months.periods[24:28]] == [31, 29, 31, 30], "2028 is a leap year"
    assert months.longest == (31 * 24 + 1) * 3600, "October has an hour more"
    weeks = table(Calendar("week", "Europe/Berlin"), 2030)
    assert weeks.end == 1_925_420_400, "the week of New Year's Day 2031 ends on Sunday, 5 January"
    assert {period.days for period in weeks.periods} == {7}


@pytest.mark.parametrize(
    ("zone", "grain"), [("Europe/Berlin", 3600), ("Asia/Kolkata", 1800), ("Asia/Kathmandu", 900), ("UTC", 3600)]
)
def test_tiles_are_as_long_as_boundaries_allow(zone: str, grain: int) -> None:
    assert table(Calendar("month", zone), 2030).grain == grain


ZONES = {
    # zone: the first second of the second week, and the tile it is made of
    "America/New_York": (4 * 86_400 + 5 * 3600, "1h"),
    "Asia/Kolkata": (3 * 86_400 + 18 * 3600 + 1800, "30m"),
}
SUMS = ("slo:sli_total:increase_week", "slo:sli_errors:increase_week")
SHARES = ("slo:sli_error:ratio_rate_week", "slo:period_burn_rate:ratio", LEFT)


@pytest.mark.parametrize("zone", ZONES)
def test_a_week_counts_what_happened_since_it_began(zone: str, tmp_path: Path) -> None:
    """Every event before the boundary is in the old week alone, every one after it in the new one alone."""
    begins, _ = ZONES[zone]
    before, at_once, after = begins - 3600, begins, begins + 6 * 3600
    part = traffic(begins // MINUTE + 8 * HOUR, lambda m: 20, lambda m: 20 if m < begins // MINUTE - 3 else m % 2)
    old, none, new = (seen(tmp_path, zone, part, at) for at in (before, at_once, after))
    for outcome in old:
        assert outcome.value(START, before) == begins - 7 * 86_400
        counted(outcome, part, (0, before))
    for outcome in none:
        assert outcome.value(START, at_once) == begins
        for name in (*SUMS, *SHARES):
            assert outcome.value(name, at_once) is None, f"{outcome}: {name} before the first tile is whole"
    for outcome in new:
        assert outcome.value(START, after) == begins
        counted(outcome, part, (begins, after))
        events, bad = part.truth(begins, after)
        assert outcome.value(LEFT, after) == pytest.approx(1 - bad / events / BUDGET, rel=1e-9)


def seen(folder: Path, zone: str, part: Traffic, at: int) -> list[Outcome]:
    case = Case("week", pairs(part, ZONES[zone][1]), [(name, at) for name in (START, *SUMS, *SHARES)], interval=1800)
    return run(folder, only(weekly(zone), START, *SUMS, *SHARES), [case], every=at)


def pairs(part: Traffic, tile: str) -> dict[str, str]:
    """The pairs of each tile, as windows of an hour were shown to record them, counted each half hour."""
    length = {"1h": 3600, "30m": 1800}[tile]
    counts = [part.truth(end - length, end) for end in range(0, len(part.events) * MINUTE, 1800)]
    labels = '{environment="P",service="shop",slo="apart",region="eu"}'
    return {
        f"slo:sli_{name}:rate{tile}{labels}": " ".join(repr(count[at] / length) for count in counts)
        for at, name in enumerate(("total", "errors"))
    }


def counted(outcome: Outcome, part: Traffic, between: tuple[int, int]) -> None:
    for name, truth in zip(SUMS, part.truth(*between), strict=True):
        assert outcome.value(name, between[1]) == pytest.approx(truth, rel=1e-9), f"{outcome}: {name}, {between}"


def test_a_week_from_counters(tmp_path: Path) -> None:
    """The pairs of each hour, and then the week that is made of what was recorded.

    In two runs: promtool evaluates everything each time, and 260 boundaries 1,300 times take half a minute.
    """
    begins = ZONES["America/New_York"][0]
    hours = range(3600, begins + 3 * 3600 + 1, 3600)
    part = traffic(begins // MINUTE + 5 * HOUR, lambda m: 20, lambda m: 20 if m < begins // MINUTE - 3 else m % 2)
    for outcome in run(tmp_path, *recorded_hours(part, hours), every=300):
        given = {series: f"_ {spelt(outcome, series, hours)}" for series in HOURLY}
        case = Case("week", given, [(name, hours[-1]) for name in SUMS], interval=3600)
        for week in run(tmp_path, only(weekly("America/New_York"), START, *SUMS), [case], every=hours[-1]):
            counted(week, part, (begins, hours[-1]))


HOURLY = tuple(f'slo:sli_{of}:rate1h{{environment="P",service="shop",slo="apart"}}' for of in ("total", "errors"))


def recorded_hours(part: Traffic, hours: range) -> tuple[str, list[Case]]:
    """The rules that record the pairs of an hour from counters, and the case that asks for each of them."""
    queries = [(series, at) for series in HOURLY for at in hours]
    return weekly("America/New_York"), [Case("hours", requests({"eu": part}), queries, interval=30)]


def spelt(outcome: Outcome, series: str, hours: range) -> str:
    """What was recorded at each hour, as promtool takes it."""
    values = [outcome.value(series, at) for at in hours]
    assert None not in values[1:], f"{outcome}: {series} is not there in each hour"
    return " ".join("_" if value is None else repr(value) for value in values)


def test_coverage_is_that_of_the_week_so_far(tmp_path: Path) -> None:
    begins = ZONES["America/New_York"][0]
    hours = begins // 3600
    given = {'slo:sli_coverage:ratio1h{service="shop",slo="apart",environment="P"}': f"0x{hours} 1 0.5 _ 1"}
    at = begins + 4 * 3600
    case = Case("covered", given, [("slo:sli_coverage:ratio_week", at)], interval=3600)
    rules = only(weekly("America/New_York"), START, "slo:sli_coverage:ratio_week")
    for outcome in run(tmp_path, rules, [case], every=at):
        assert outcome.value("slo:sli_coverage:ratio_week", at) == (1 + 0.5 + 1) / 4


def test_there_is_no_period_beyond_the_table(tmp_path: Path) -> None:
    """Better none than one that never ends."""
    ends = 1_925_420_400
    for at, start, days in ((ends - 60, ends - 7 * 86_400, 7), (ends, None, None)):
        case = Case("end", {"up": "1"}, [(START, at), (DAYS, at)])
        for outcome in run(tmp_path, only(weekly("Europe/Berlin", 2030), START, DAYS), [case], every=at):
            assert outcome.value(START, at) == start
            assert outcome.value(DAYS, at) == days


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "Australia/Lord_Howe", "Africa/Casablanca"])
@pytest.mark.parametrize("every", ["week", "month", "quarter"])
def test_each_period_of_the_table_begins_to_the_second(every: Any, zone: str, tmp_path: Path) -> None:
    """Weeks are counted between changes of the clock, which may be by half an hour, or four times a year."""
    known = table(Calendar(every, zone), 2030)
    wanted = [(start_of_period(known), lambda one: one.start), (days_of_period(known), lambda one: one.days)]
    expected: dict[tuple[str, int], int | None] = {}
    for before, period in pairwise([None, *known.periods]):
        assert period is not None
        for expr, value in wanted:
            moved = expr.replace("time()", f"(time() + {period.start - MINUTE})")
            expected[moved, MINUTE - 1] = value(before) if before else None
            expected[moved, MINUTE] = value(period)
    for outcome in run(tmp_path, "groups: []", [Case("table", {"up": "1"}, list(expected))]):
        wrong = [asked for asked, value in expected.items() if outcome.value(*asked) != value]
        assert wrong == [], outcome


def test_days_are_told_of_each_region(tmp_path: Path) -> None:
    series = 'slo:sli_total:rate5m{environment="P",service="shop",slo="apart",region="%s"}'
    asked = [(DAYS, MINUTE), ("slo:objective:ratio", MINUTE)]
    case = Case("apart", {series % region: "1x9" for region in ("eu", "us")}, asked)
    rules = weekly("Europe/Berlin", by=["region"])
    for outcome in run(tmp_path, only(rules, DAYS, "slo:objective:ratio"), [case]):
        for region in ("eu", "us"):
            assert outcome.value(DAYS, MINUTE, region=region) == 7, f"{outcome}: {region}"
            assert outcome.value("slo:objective:ratio", MINUTE, region=region) == 0.999, f"{outcome}: {region}"


def test_tiers_are_those_of_a_period_about_as_long(tmp_path: Path) -> None:
    """A month burns like 30 days: 14.4, 6, 3, 1; a quarter like 90 days: 21.6, 10.8, 4.5, 3."""
    for every, burns in {"month": ("14.4", "6", "3", "1"), "quarter": ("21.6", "10.8", "4.5", "3")}.items():
        window = {"every": every, "timeZone": "Europe/Berlin"}
        slo = {"name": "apart", "objective": 99.9, "window": window, "sli": SLIS["errors"]}
        rules = compiled([slo]).live["P"]
        for long, burn in zip(("1h", "6h", "1d", "3d"), burns, strict=True):
            assert f'ratio_rate{long}{{environment="P",service="shop",slo="apart"}} > {burn} * 0.001\n' in rules, long
        assert f"; allowed over a calendar {every} (Europe/Berlin): 0.1%. " in rules
        assert "increase30d" not in rules
