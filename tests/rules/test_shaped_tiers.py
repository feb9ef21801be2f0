"""Tiers as specs shape them: what they ask for, which are not there, and windows that a base window does not fill."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rules.projects import compiled
from rules.promtool import Case, run
from rules.tiers import ALERT, MINUTE, TIERS, alerts, objective, recorded
from rules.traffic import requests, traffic


def test_failures_it_takes_can_be_chosen(tmp_path: Path) -> None:
    tier = TIERS["1h"]
    cases = [Case(str(failed), recorded(tier, 1, 1, failed), alerts=[(ALERT, 60)]) for failed in (3, 9, 10)]
    fired = {
        outcome.case: bool(outcome.alerts) for outcome in run(tmp_path, alerts(alerting={"minFailures": 10}), cases)
    }
    assert fired == {"3": False, "9": False, "10": True}


@pytest.mark.parametrize(
    ("fields", "left"),
    [
        ({"objective": 93}, {"6h", "1d", "3d"}),  # 14.4 x 7 % is 1.008
        ({"objective": 80}, {"1d", "3d"}),  # 6 x 20 % is 1.2
        ({"alerting": {"disable": ["1d", "3d"]}}, {"1h", "6h"}),
    ],
)
def test_tiers_that_cannot_fire_or_are_switched_off_are_not_there(
    fields: dict[str, Any], left: set[str], tmp_path: Path
) -> None:
    cases = [Case(tier.long, recorded(tier, 1, 1, 99), alerts=[(ALERT, 60)]) for tier in TIERS.values()]
    fired = {outcome.case for outcome in run(tmp_path, alerts(**fields), cases) if outcome.alerts}
    assert fired == left


def test_a_tier_can_be_shaped(tmp_path: Path) -> None:
    shaped = alerts(
        alerting={
            "minEvents": 50,
            "tiers": {
                "1h": {"severity": "ticket", "for": "3m", "keepFiringFor": "5m", "minFailures": 8, "minEvents": 0}
            },
        }
    )
    tier = TIERS["1h"]
    looks = [2 * MINUTE, 3 * MINUTE]
    cases = [Case(f"{failed}", recorded(tier, 1, 1, failed), alerts=[(ALERT, at) for at in looks]) for failed in (7, 8)]
    for outcome in run(tmp_path, shaped, cases):
        fired = [bool(outcome.firing(ALERT, at, severity="ticket")) for at in looks]
        assert fired == [False, outcome.case == "8"], str(outcome)
    assert "It does not fire below 8 failures in 1h." in shaped
    assert "It does not fire below 3 failures or 50 events in 6h." in shaped
    assert "keep_firing_for: 5m" in shaped


def test_events_it_takes_are_counted(tmp_path: Path) -> None:
    """4 failures at a tenth are 40 events, at an eleventh 44."""
    tier = TIERS["6h"]
    cases = [Case(str(ratio), recorded(tier, ratio, ratio, 4), alerts=[(ALERT, MINUTE)]) for ratio in (1 / 10, 1 / 11)]
    fired = {o.case: bool(o.alerts) for o in run(tmp_path, alerts(alerting={"minEvents": 44}), cases)}
    assert fired == {str(1 / 10): False, str(1 / 11): True}


def test_tiers_that_traffic_cannot_feed_are_not_there() -> None:
    """At 2 events an hour the 1h tier never holds 3 failures; 6 h hold 12."""
    rules = compiled([objective(objective=90, alerting={"disable": ["1h"]}, traffic="2/h")]).live["P"]
    assert "window: '6h'" in rules
    assert "window: '1h'" not in rules


@pytest.mark.parametrize("traffic", ["3/h", "0.05/m", "72/d"])
def test_traffic_that_just_feeds_a_tier_does(traffic: str) -> None:
    """Three an hour are no finite decimal a second, and still three in an hour."""
    assert "window: 1h" in alerts(traffic=traffic)


@pytest.mark.parametrize("base", ["6m", "10m"])
def test_another_base_window(base: str, tmp_path: Path) -> None:
    """The windows of the tiers stay, and so does what they find: an outage of ten minutes pages at once, once."""
    rules = compiled([objective()], rules={"baseWindow": base, "scrapeInterval": "60s", "evaluationInterval": "60s"})
    text = rules.live["P"]
    assert f"slo:sli_total:rate{base}" in text
    part = traffic(130, lambda m: 100, lambda m: 100 if 70 <= m < 80 else 0)
    looks = range(60 * MINUTE, 130 * MINUTE, MINUTE)
    case = Case("outage", requests({"eu": part}), alerts=[(ALERT, at) for at in looks], interval=30)
    for outcome in run(tmp_path, text, [case]):
        fired = [at // MINUTE for at in looks if outcome.firing(ALERT, at, window="1h")]
        assert 70 <= fired[0] <= 72, str(outcome)
        assert fired == list(range(fired[0], fired[-1] + 1)), str(outcome)


@pytest.mark.parametrize("base", ["2m", "3m"])
def test_a_window_that_no_whole_bases_fill_is_as_long_as_it_says(base: str, tmp_path: Path) -> None:
    """Failures between two scrapes, 30 s apart, are in the ratio of 5 m for five minutes, and then in none."""
    rules = compiled([objective()], rules={"baseWindow": base, "scrapeInterval": "30s", "evaluationInterval": "60s"})
    part = traffic(120, lambda scrape: 100, lambda scrape: 10 if scrape == 80 else 0)
    ratio = "slo:sli_error:ratio_rate5m"
    looks = range(38 * MINUTE, 50 * MINUTE, MINUTE)
    case = Case("scrape", requests({"eu": part}), [(ratio, at) for at in looks], interval=15)
    for outcome in run(tmp_path, rules.live["P"], [case]):
        found = {at // MINUTE: outcome.value(ratio, at) for at in looks}
        held = {minute: 10 / 1000 if 41 <= minute <= 45 else 0 for minute in found}
        assert found == pytest.approx(held, rel=0.01), str(outcome)


def test_no_window_is_shorter_than_the_base() -> None:
    """Ten minutes hold no pair of five: a series of that name would say nothing, or the wrong thing."""
    rules = compiled([objective()], rules={"baseWindow": "10m", "scrapeInterval": "60s", "evaluationInterval": "60s"})
    assert "rate5m" not in rules.live["P"]
    assert "slo:sli_error:ratio_rate10m" in rules.live["P"]
