"""From counters to the alert: how soon a burn is noticed, when it is forgotten, and what wakes nobody.

Detection times are the Workbook's (chapter 5): an error ratio is noticed after
burn rate x error budget x long window / error ratio.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from rules.projects import compiled
from rules.promtool import Case, run
from rules.shapes import HOUR, SLIS, series
from rules.tiers import ALERT, MINUTE, PER_MINUTE, TIERS, chain, objective
from rules.traffic import Traffic, counter, requests, traffic

SECONDS = {"5m": 300, "30m": 1800, "1h": 3600, "2h": 7200, "6h": 21_600, "1d": 86_400, "3d": 259_200}
EVERY = {"1h": 60, "6h": 60, "1d": 240, "3d": 240}
"""Seconds between evaluations. Windows of days are seen as well each 4 minutes, at a quarter of the cost; at 5 minutes
Prometheus 3 no longer finds what the group before recorded."""
LATE = {"1h": 2 * MINUTE, "6h": 2 * MINUTE, "1d": 14 * MINUTE, "3d": 43 * MINUTE}
"""What a window may lag behind the truth: an evaluation, or 1 % of the window where it is tiled."""
DETECTIONS = {
    # tier: bad events in 10,000, and its detection time in seconds by the Workbook's formula
    "1h": {10_000: 51.84, 1_000: 518.4, 200: 2_592, 145: 3_575.2},
    "6h": {143: 9_062.9, 61: 21_245.9},
    "1d": {59: 43_932.2, 31: 83_612.9},
    "3d": {29: 89_379.3},
}
SLOWER = {"1h": 143, "6h": 59, "1d": 29, "3d": 9}
"""Bad events in 10,000 that burn a little slower than a tier says."""


@pytest.mark.parametrize("window", TIERS)
def test_detection_time(window: str, tmp_path: Path) -> None:
    """Silent before its detection time, firing after it, and firing still while it burns; all the time where it burns a
    little slower. Each burns in a region of its own: rules cost as much for several."""
    tier, every, length = TIERS[window], EVERY[window], SECONDS[window]
    begins = length + HOUR * MINUTE
    ends = {bad: begins + int(after) + 2 * LATE[window] for bad, after in DETECTIONS[window].items()}
    minutes = max(*ends.values(), length * 5 // 4) // MINUTE + 1
    parts = {str(bad): burning(bad, begins, minutes) for bad in ends} | {"slower": burning(SLOWER[window], 0, minutes)}
    looks = range(0, minutes * MINUTE, every)
    ratios = [(f"slo:sli_error:ratio_rate{name}", looks[-1]) for name in (tier.long, tier.short)]
    case = Case("burn", requests(parts), ratios, [(ALERT, at) for at in looks], interval=30)
    for outcome in run(tmp_path, chain(compiled([objective()]).live["P"], tier), [case], every):
        fired = {region: [at for at in looks if outcome.firing(ALERT, at, region=region)] for region in parts}
        assert not fired["slower"], f"{outcome}: {window} fires at {fired['slower'][0]} s"
        for name, at in ratios:
            slower = SLOWER[window] / PER_MINUTE
            assert outcome.value(name, at, region="slower") == pytest.approx(slower, rel=1e-6), f"{outcome}: {name}"
        for bad, after in DETECTIONS[window].items():
            burn = f"{outcome}: {window}, {bad} in 10,000"
            assert after == pytest.approx(tier.threshold * length / (bad / PER_MINUTE), rel=1e-4)
            assert fired[str(bad)], f"{burn} never fired"
            delay = fired[str(bad)][0] - begins
            assert after - MINUTE <= delay <= after + LATE[window], f"{burn} fired after {delay} s, due after {after} s"
            assert fired[str(bad)] == [at for at in looks if at >= fired[str(bad)][0]], f"{burn} was interrupted"


def burning(bad: int, begins: int, minutes: int) -> Traffic:
    """Traffic of which so many events in 10,000 are bad from a second on."""
    return traffic(minutes, lambda m: PER_MINUTE, lambda m: bad if m * MINUTE >= begins else 0)


def test_outage_pages_at_once_and_resets_when_it_is_over(tmp_path: Path) -> None:
    part = traffic(130, lambda m: 100, lambda m: 100 if 70 <= m < 80 else 0)
    looks = range(60 * MINUTE, 130 * MINUTE, MINUTE)
    case = Case("outage", requests({"eu": part}), alerts=[(ALERT, at) for at in looks], interval=30)
    for outcome in run(tmp_path, chain(compiled([objective()]).live["P"], TIERS["1h"]), [case]):
        fired = [at // MINUTE for at in looks if outcome.firing(ALERT, at)]
        assert 70 <= fired[0] <= 72, str(outcome)
        assert fired == list(range(fired[0], fired[-1] + 1)), f"{outcome}: one incident, one page"
        # The failures of minute 79, scraped in minute 80, leave the 5 m at 85; the alert stays 15 min from then on.
        assert fired[-1] in (99, 100), str(outcome)


@pytest.mark.parametrize("kind", ["good", "latency", "latency-1s", "probe"])
def test_outage_pages_for_every_kind(kind: str, tmp_path: Path) -> None:
    """Also where the series of good events was never there: a service that comes up and answers nothing well."""
    broken = traffic(75, lambda m: 3, lambda m: 3 if m >= 65 else 0)
    never = traffic(75, lambda m: 3, lambda m: 3)
    given = series(kind, {"breaks": broken, "never": never, "well": traffic(75, lambda m: 3, lambda m: 0)})
    looks = [64 * MINUTE, 68 * MINUTE]
    case = Case("outage", given, alerts=[(ALERT, at) for at in looks], interval=30)
    for outcome in run(tmp_path, chain(compiled([objective(sli=SLIS[kind])]).live["P"], TIERS["1h"]), [case]):
        regions = [sorted(each.labels["region"] for each in outcome.firing(ALERT, at)) for at in looks]
        assert regions == [["never"], ["breaks", "never"]], str(outcome)


def test_one_region_burns_and_one_alert_fires(tmp_path: Path) -> None:
    parts = {"eu": traffic(80, lambda m: 9, lambda m: 9 if m >= 65 else 0), "us": traffic(80, lambda m: 9, lambda m: 0)}
    case = Case("eu", requests(parts), alerts=[(ALERT, 75 * MINUTE)], interval=30)
    for outcome in run(tmp_path, chain(compiled([objective()]).live["P"], TIERS["1h"]), [case]):
        (fired,) = outcome.firing(ALERT, 75 * MINUTE)
        assert fired.labels["region"] == "eu"


QUIET = {
    "idle": traffic(8 * HOUR, lambda m: 0, lambda m: 0),
    "one failure at night": traffic(8 * HOUR, lambda m: m % 2, lambda m: int(m == 5 * HOUR + 1)),
    "one failure, the only request": traffic(8 * HOUR, lambda m: int(m == 5 * HOUR), lambda m: int(m == 5 * HOUR)),
    "two failures": traffic(8 * HOUR, lambda m: m % 2, lambda m: int(m in (5 * HOUR + 1, 5 * HOUR + 9))),
    "first failure of a new series": traffic(8 * HOUR, lambda m: m % 2, lambda m: int(m == 301), bad_from=300),
    "all well": traffic(8 * HOUR, lambda m: 100, lambda m: 0),
}


def test_nobody_is_woken_for_nothing(tmp_path: Path) -> None:
    """Page tiers, over eight hours."""
    given = {
        **requests(QUIET),
        'requests_total{job="shop",environment="P",region="idle",code="200"}': counter((0,) * 480),
    }
    rules = compiled([objective()]).live["P"]
    looks = range(0, 8 * HOUR * MINUTE, MINUTE)
    cases = [
        Case("quiet", given, alerts=[(ALERT, at) for at in looks], interval=30),
        Case("nothing", {"up": "1x480"}, alerts=[(ALERT, at) for at in looks]),
    ]
    for outcome in run(tmp_path, chain(rules, TIERS["1h"], TIERS["6h"]), cases):
        told = [(at, [each.labels["region"] for each in fired]) for (_, at), fired in outcome.alerts.items()]
        assert not told, f"{outcome}: {told[0]}"


def test_errors_that_appear_late_page(tmp_path: Path) -> None:
    """The series of errors is there only since the first of them."""
    part = traffic(90, lambda m: 60, lambda m: 12 if m > 70 else 0, bad_from=70)
    case = Case("late", requests({"eu": part}), alerts=[(ALERT, 69 * MINUTE), (ALERT, 78 * MINUTE)], interval=30)
    for outcome in run(tmp_path, chain(compiled([objective()]).live["P"], TIERS["1h"]), [case]):
        assert not outcome.firing(ALERT, 69 * MINUTE), str(outcome)
        assert outcome.firing(ALERT, 78 * MINUTE), str(outcome)


def test_idle_is_not_recovery(tmp_path: Path) -> None:
    """Ten minutes of traffic an hour: three batches fail, the fourth is well. One page, until the fourth has run."""
    failing = range(3 * HOUR, 6 * HOUR)
    part = traffic(9 * HOUR, lambda m: 600 if m % HOUR < 10 else 0, lambda m: 600 if m in failing else 0)
    looks = range(2 * HOUR * MINUTE, 9 * HOUR * MINUTE, MINUTE)
    case = Case("batch", requests({"eu": part}), alerts=[(ALERT, at) for at in looks], interval=30)
    for outcome in run(tmp_path, chain(compiled([objective()]).live["P"], TIERS["1h"]), [case]):
        fired = [at // MINUTE for at in looks if outcome.firing(ALERT, at)]
        assert fired == list(range(fired[0], fired[-1] + 1)), f"{outcome}: one incident, one page"
        assert fired[0] - 3 * HOUR in (1, 2), str(outcome)
        # The fourth batch begins in minute 360; its good events are seen at 362, and the alert stays 15 min.
        assert 6 * HOUR < fired[-1] <= 6 * HOUR + 25, str(outcome)


def test_recovery_before_an_idle_hour_ends_the_page(tmp_path: Path) -> None:
    """What was well when the last event came is well: nobody is paged again by nothing."""
    part = traffic(4 * HOUR, lambda m: 100 if m < 140 else 0, lambda m: 100 if 120 <= m < 126 else 0)
    looks = range(2 * HOUR * MINUTE, 4 * HOUR * MINUTE, MINUTE)
    case = Case("recovered", requests({"eu": part}), alerts=[(ALERT, at) for at in looks], interval=30)
    for outcome in run(tmp_path, chain(compiled([objective()]).live["P"], TIERS["1h"]), [case]):
        fired = [at // MINUTE for at in looks if outcome.firing(ALERT, at)]
        assert fired == list(range(fired[0], fired[-1] + 1)), f"{outcome}: one incident, one page"
        assert fired[-1] in (145, 146), str(outcome)  # the last failure leaves the 5 m at 131, and 15 min


@pytest.mark.parametrize("after", [10, 20, 40])
def test_one_failure_on_a_counter_just_born_never_pages(after: int, tmp_path: Path) -> None:
    """`rate` would read it as nearly two where scrapes are long before evaluations."""

    def scraped(values: list[int | str]) -> str:
        return " ".join(["_"] * (after // 10) + [f"{value} _ _ _ _ _" for value in values])

    series = 'requests_total{{job="shop",region="eu",environment="P",code="{}"}}'
    given = {
        series.format(200): scraped(list(range(1000, 1020))),
        series.format(500): scraped(["_"] * 4 + [0] + [1] * 15),
    }
    looks = range(4 * MINUTE, 18 * MINUTE, MINUTE)
    failures = "slo:sli_errors:increase1h"
    case = Case("born", given, [(failures, at) for at in looks], [(ALERT, at) for at in looks], interval=10)
    for outcome in run(tmp_path, compiled([objective()]).live["P"], [case]):
        assert max(outcome.value(failures, at) or 0 for at in looks) == pytest.approx(1), f"{outcome}: it is one"
        assert [at for at in looks if outcome.firing(ALERT, at)] == [], str(outcome)
