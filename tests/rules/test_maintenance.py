"""Planned maintenance: what happens meanwhile counts neither as good nor as bad, and wakes nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from rules.projects import compiled
from rules.promtool import Case, only, run
from rules.shapes import HOUR, SLIS, series
from rules.traffic import Traffic, requests, traffic

MINUTE = 60
BEGINS, ENDS = 200, 380
"""Minutes, of which neither is a full hour."""
PLANNED = [{"from": "1970-01-01T03:20:00Z", "to": "1970-01-01T06:20Z", "reason": "Database upgrade"}]
BASE = 6
"""Minutes after it until a base window and a scrape hold none of it."""
ALERTS = ("ShopApartBudgetBurn", "ShopApartVanished", "ShopApartIdle", "ShopApartNeverSeen")
EDGE = 10
"""Minutes. Just before, and just after the base window that begins with its end, other things happen than else."""

slo = {"name": "apart", "objective": 99.9, "by": ["region"], "sli": SLIS["errors"]}


def planned() -> Traffic:
    """All fails meanwhile, one in ten in the minutes around it, one in a hundred else."""

    def bad(minute: int) -> int:
        if BEGINS < minute + 1 <= ENDS + 1:
            return 100
        return 10 if BEGINS - EDGE <= minute < ENDS + BASE + EDGE else 1

    return traffic(12 * HOUR, lambda m: 100, bad)


def truth(part: Traffic, start: int, end: int, early: int = 0, grace: int = BASE) -> tuple[int, int]:
    """Events and bad ones between two minutes, without those of the maintenance and of `grace` minutes after it.

    Nor those of `early` minutes before it: windows that sum every base pair count the edges for a part.
    """
    whole = part.truth(start * MINUTE, end * MINUTE)
    first, last = (max(start, min(end, edge)) for edge in (BEGINS - early, ENDS + grace))
    out = part.truth(first * MINUTE, last * MINUTE)
    return whole[0] - out[0], whole[1] - out[1]


def records(*windows: str) -> tuple[str, ...]:
    pairs = (f"slo:sli_{part}:rate{window}" for part in ("total", "errors") for window in ("5m", "30m", "1h"))
    return (*pairs, "slo:sli_errors:increase6h", *(f"slo:sli_error:ratio_rate{window}" for window in windows))


@pytest.mark.parametrize("kind", ["errors", "good", "latency"])
def test_nothing_of_it_is_in_any_window(kind: str, tmp_path: Path) -> None:
    """Each ratio is that of the other events, to within the base window; during it there is none to be told."""
    part = planned()
    rules = compiled([{**slo, "sli": SLIS[kind]}], maintenance=PLANNED).live["P"]
    instants = [230, 300, 385, 390, 420, 440, 480, 640]
    looked_at = [
        (f"slo:sli_error:ratio_rate{window}", at * MINUTE) for window in ("5m", "30m", "1h", "6h") for at in instants
    ]
    case = Case("planned", series(kind, {"eu": part}), looked_at, interval=30)
    for outcome in run(tmp_path, rules, [case]):
        for window, length in (("5m", 5), ("30m", 30), ("1h", 60), ("6h", 360)):
            for at in instants:
                measured = outcome.value(f"slo:sli_error:ratio_rate{window}", at * MINUTE, region="eu")
                events, bad = truth(part, at - length, at)
                place = f"{outcome}: {window} at {at} min"
                if not events:
                    assert measured is None, place
                    continue
                assert measured is not None, place
                low, high = _bounds(part, at, length)
                assert low <= measured <= high, f"{place}: {measured}, counted {bad / events}, {low} to {high}"


def _bounds(part: Traffic, at: int, length: int) -> tuple[float, float]:
    """The least and the most a ratio may be whose window is off by the base window at either end."""
    near = [
        truth(part, max(0, at - length + shift), at + late, early, grace)
        for shift in range(-BASE, BASE + 1)
        for late in (-BASE, 0)
        for early in (0, BASE)
        for grace in (1, BASE)
    ]
    ratios = [bad / events for events, bad in near if events]
    return min(ratios) * 0.999, max(ratios) * 1.001


def test_the_hours_around_it_are_counted(tmp_path: Path) -> None:
    """What failed in the same hour before and after counts once, in the hours that the period is made of."""
    begins, ends = 200, 260
    part = traffic(
        8 * HOUR,
        lambda m: 100,
        lambda m: 100 if begins < m + 1 <= ends + 1 else 10 if m in range(185, 195) or m in range(270, 280) else 0,
    )
    planned = [{"from": "1970-01-01T03:20:00Z", "to": "1970-01-01T04:20:00Z", "reason": "Upgrade"}]
    at = [240 * MINUTE, 300 * MINUTE]
    names = ("slo:sli_total:rate1h", "slo:sli_errors:rate1h")
    case = Case("hours", requests({"eu": part}), [(name, instant) for name in names for instant in at], interval=30)
    rules = compiled([slo], maintenance=planned).live["P"]
    for outcome in run(tmp_path, rules, [case]):
        for instant, events, bad in ((at[0], 20 * 100, 100), (at[1], 35 * 100, 100)):
            assert outcome.value(names[0], instant, region="eu") == pytest.approx(events / 3600), str(outcome)
            assert outcome.value(names[1], instant, region="eu") == pytest.approx(bad / 3600), str(outcome)


def test_nobody_is_told_of_it_and_everybody_of_what_follows(tmp_path: Path) -> None:
    """Three hours in which all fails; after it all is well, until the eleventh hour."""
    part = traffic(12 * HOUR, lambda m: 100, lambda m: 100 if BEGINS <= m < ENDS or m >= 11 * HOUR else 0)
    rules = compiled([slo], maintenance=PLANNED).live["P"]
    during = range(BEGINS - 20, 11 * HOUR, 20)
    case = Case(
        "told", requests({"eu": part}), (), [(name, at * MINUTE) for name in ALERTS for at in (*during, 665)], 30
    )
    for outcome in run(tmp_path, rules, [case]):
        for name in ALERTS:
            for at in during:
                assert not outcome.firing(name, at * MINUTE), f"{outcome}: {name} at {at} min"
        fired = outcome.firing(ALERTS[0], 665 * MINUTE)
        assert "1h" in {each.labels["window"] for each in fired}, f"{outcome}: the outage after it"


def test_what_began_before_is_not_told_anew(tmp_path: Path) -> None:
    """Five bad minutes before it are soon all that the hour holds; without silence they would page in the middle."""
    part = traffic(8 * HOUR, lambda m: 100, lambda m: 8 if BEGINS - 5 <= m < BEGINS else 0)
    gone = traffic(8 * HOUR, lambda m: 0 if BEGINS <= m < ENDS else 100, lambda m: part.bad[m])
    rules = only(
        compiled([slo], maintenance=PLANNED).live["P"], ALERTS[0], *records("5m", "1h"), "slo:sli_errors:increase1h"
    )
    times = range(BEGINS + 5, 8 * HOUR, 5)
    case = Case("before", requests({"eu": gone}), (), [(ALERTS[0], at * MINUTE) for at in times], 30)
    for outcome in run(tmp_path, rules, [case]):
        for at in times:
            assert not outcome.firing(ALERTS[0], at * MINUTE), f"{outcome} at {at} min"


def test_a_service_that_is_switched_off_has_not_vanished(tmp_path: Path) -> None:
    samples = f"0+10x{BEGINS} _x{ENDS - BEGINS} 0+10x400"
    given = {
        f'requests_total{{job="shop",environment="P",region="eu",code="{code}"}}': samples for code in ("200", "500")
    }
    page = {**slo, "alerting": {"absence": {"vanished": "page"}}}
    times = range(BEGINS, 8 * HOUR, 10)
    queries = [("ShopApartVanished", at * MINUTE) for at in times]
    for planned, expected in ((PLANNED, False), ([], True)):
        rules = compiled([page], maintenance=planned).live["P"]
        for outcome in run(tmp_path, rules, [Case("off", given, (), queries)]):
            fired = any(outcome.firing("ShopApartVanished", at * MINUTE) for at in times)
            assert fired is expected, f"{outcome}, maintenance {planned}"


def test_coverage_falls_and_other_environments_go_on(tmp_path: Path) -> None:
    part = traffic(8 * HOUR, lambda m: 100, lambda m: 1)
    here = [{**PLANNED[0], "environments": ["D-P"]}]
    rules = compiled([slo], maintenance=here)
    assert "12000" not in rules.live["P"]
    assert "12000" in rules.live["D-P"]
    at = 240 * MINUTE
    given = {
        name.replace('environment="P"', 'environment="D-P"'): values for name, values in requests({"eu": part}).items()
    }
    name = "slo:sli_coverage:ratio1h"
    case = Case("covered", given, [(name, at)], interval=30)
    for outcome in run(tmp_path, rules.live["D-P"], [case]):
        assert outcome.value(name, at, region="eu") == pytest.approx(20 / 60)
