"""What an objective cannot judge: vanished, idle and never seen are three alerts, and a gap in scraping is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rules.projects import compiled
from rules.promtool import Case, only, run
from rules.shapes import SLIS
from rules.tiers import whole

MINUTE, HOUR, DAY = 60, 3600, 86_400
ALERTS = ("ShopApartVanished", "ShopApartIdle", "ShopApartNeverSeen")
TOTAL = 'slo:sli_total:rate5m{environment="P",service="shop",slo="apart",region="eu"}'


def rules(**absence: str) -> str:
    """The alerts of an objective kept apart by region that tell of absence, and the coverage they ask for."""
    alerting: dict[str, Any] = {"alerting": {"absence": absence}} if absence else {}
    slo = {"name": "apart", "objective": 99.9, "by": ["region"], "sli": SLIS["errors"], **alerting}
    return only(compiled([slo]).live["P"], "slo:sli_coverage:ratio1h", *ALERTS)


def seen(text: str, values: str, tmp_path: Path, hours: int, interval: int = 5) -> dict[str, list[int]]:
    """The minutes at which each alert fires, looked at every half hour; one recorded total each `interval` minutes.

    Seven minutes past it, since Prometheus 3 no longer finds a sample at the full five minutes after it, and 2 does.
    """
    looks = range(7 * MINUTE, hours * HOUR, 30 * MINUTE)
    alerts = [(alert, at) for alert in ALERTS for at in looks]
    (outcome, *others) = run(
        tmp_path, text, [Case("absence", {TOTAL: values}, alerts=alerts, interval=interval * MINUTE)]
    )
    fired = {alert: [at // MINUTE for at in looks if outcome.firing(alert, at)] for alert in ALERTS}
    for other in others:
        assert fired == {alert: [at // MINUTE for at in looks if other.firing(alert, at)] for alert in ALERTS}
    return fired


def test_events_that_vanish_are_a_ticket_after_a_day(tmp_path: Path) -> None:
    """The last total is of minute 55 and is found for 5 minutes: gone from minute 60 or 61 on."""
    fired = seen(rules(), "3x11 _x400", tmp_path, 30)
    assert fired["ShopApartVanished"][0] == 1507, fired
    assert fired["ShopApartVanished"][-1] == 1777, fired
    assert not fired["ShopApartIdle"]
    assert not fired["ShopApartNeverSeen"]


def test_a_page_waits_half_an_hour(tmp_path: Path) -> None:
    fired = seen(rules(vanished="page"), "3x11 _x50", tmp_path, 4)
    assert fired["ShopApartVanished"][0] == 97, fired


def test_a_scrape_gap_is_nobodys_business(tmp_path: Path) -> None:
    """Ten minutes without a total, even where vanishing pages and idling does too."""
    fired = seen(rules(vanished="page", idle="page"), "3x11 _ _ 3x100", tmp_path, 8)
    assert not any(fired.values()), fired


def test_idle_is_told_only_where_it_was_asked_for(tmp_path: Path) -> None:
    values = "3x11 0x60"
    assert not any(seen(rules(), values, tmp_path, 6).values())
    fired = seen(rules(idle="page"), values, tmp_path, 6)
    assert fired["ShopApartIdle"][0] == 127, fired
    assert not fired["ShopApartVanished"]


def test_what_was_never_there_is_a_ticket_of_the_service(tmp_path: Path) -> None:
    looks = [5 * HOUR, 7 * HOUR]
    case = Case("nothing", {"up": "1x120"}, alerts=[(ALERTS[2], at) for at in looks], interval=5 * MINUTE)
    for outcome in run(tmp_path, rules(), [case]):
        assert not outcome.firing(ALERTS[2], looks[0]), str(outcome)
        (fired,) = outcome.firing(ALERTS[2], looks[1])
        assert fired.labels == {
            "alertname": ALERTS[2], "service": "shop", "slo": "apart", "environment": "P", "severity": "ticket",
            "stage": "page", "team": "makers", "tier": "2", "type": "symptom",
        }  # fmt: skip
        whole(fired.annotations)
        assert "var-region" not in fired.annotations["dashboard_url"], "no region is known to it"


def test_what_runs_once_a_night_between_two_full_hours_has_neither_vanished_nor_is_it_new(tmp_path: Path) -> None:
    """From 02:10 to 02:45 of each of three days, and at no full hour."""
    night = "_x25 3x7 _x253"
    fired = seen(rules(), " ".join([night] * 3), tmp_path, 72)
    assert not fired["ShopApartVanished"], fired
    first = [at for at in fired["ShopApartNeverSeen"] if at >= 130]
    assert not first, f"never seen, though there were events from minute 130 on: {fired}"


def test_what_ran_between_two_full_hours_and_runs_no_more_has_vanished(tmp_path: Path) -> None:
    """The last total is of minute 165 and is found until minute 170; a day later, and until it is forgotten."""
    fired = seen(rules(), "_x25 3x7 _x900", tmp_path, 30)
    assert fired["ShopApartVanished"][0] == 1627, fired
    assert not [at for at in fired["ShopApartNeverSeen"] if at >= 130], fired


def test_a_region_that_vanishes_is_named(tmp_path: Path) -> None:
    given = {TOTAL: "3x11 _x400", TOTAL.replace("eu", "us"): "3x400"}
    case = Case("eu", given, alerts=[(ALERTS[0], 28 * HOUR)], interval=5 * MINUTE)
    for outcome in run(tmp_path, rules(), [case]):
        (fired,) = outcome.firing(ALERTS[0], 28 * HOUR)
        assert fired.labels["region"] == "eu"
        assert fired.annotations["summary"] == 'The "Shop" & co: Apart: no longer measured (region eu) in Production'
        whole(fired.annotations)


@pytest.mark.parametrize("labels", ['zone="a"', 'sloth_id="shop-apart-P"'])
def test_labels_that_are_recorded_no_longer_are_no_events_that_vanished(labels: str, tmp_path: Path) -> None:
    """`by: [region, zone]` became `[region]`, or the project left the profile sloth: its region is still measured."""
    before = TOTAL.replace("}", f",{labels}}}")
    case = Case("edit", {before: "3x11 _x400", TOTAL: "_x12 3x400"}, alerts=[(ALERTS[0], 28 * HOUR)], interval=300)
    for outcome in run(tmp_path, rules(), [case]):
        assert not outcome.firing(ALERTS[0], 28 * HOUR), str(outcome)


@pytest.mark.parametrize("kind", ALERTS)
def test_each_can_be_switched_off(kind: str) -> None:
    key = {"Vanished": "vanished", "Idle": "idle", "NeverSeen": "neverSeen"}[kind.removeprefix("ShopApart")]
    loud = {"vanished": "ticket", "idle": "ticket", "neverSeen": "ticket"}
    assert kind in rules(**loud)
    assert kind not in rules(**{**loud, key: "none"})
