"""Alerts as written beyond the objectives: thresholds, waiting, environments, and what they say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rules.projects import compiled
from rules.promtool import Case, run
from rules.tiers import REGION, whole

MINUTE = 60
NAME = "ShopQueueStuck"
AGE = 'max by (region) (oldest_seconds{job="shop"})'


def stuck(**fields: Any) -> dict[str, Any]:
    """An alert on the age of the oldest message, per region, that pages after five minutes and stays for ten."""
    return {
        "name": NAME, "title": "Orders wait", "expr": AGE, "above": 600,
        "for": "5m", "keepFiringFor": "10m", "severity": "page", "type": "symptom", "stage": "page", "by": ["region"],
        "impact": "Orders are late", **fields,
    }  # fmt: skip


def age(values: str, environment: str = "P", region: str = "eu") -> dict[str, str]:
    quoted = region.replace('"', '\\"')
    return {
        f'oldest_seconds{{job="shop",environment="{environment}",region="{quoted}"}}': values,
        f'oldest_seconds{{job="shop",environment="elsewhere",region="{quoted}"}}': "9999x60",
        f'oldest_seconds{{job="other",environment="{environment}",region="{quoted}"}}': "9999x60",
    }


def test_waits_fires_and_stays(tmp_path: Path) -> None:
    looks = [minute * MINUTE for minute in range(30)]
    case = Case("stuck", age("0x4 601x6 0x30"), alerts=[(NAME, at) for at in looks])
    for outcome in run(tmp_path, compiled(alerts=[stuck()]).live["P"], [case]):
        # Above from minute 5 to 11, so it fires from 10, and for 10 min from 12 on, which finds it below.
        assert [at // MINUTE for at in looks if outcome.firing(NAME, at)] == list(range(10, 22)), str(outcome)


def test_the_threshold_itself_is_not_above(tmp_path: Path) -> None:
    cases = [Case(value, age(f"{value}x20"), alerts=[(NAME, 10 * MINUTE)]) for value in ("600", "600.5")]
    fired = {
        outcome.case: bool(outcome.alerts) for outcome in run(tmp_path, compiled(alerts=[stuck()]).live["P"], cases)
    }
    assert fired == {"600": False, "600.5": True}


def test_environments_differ(tmp_path: Path) -> None:
    differing = stuck(environments={"D-P": {"above": 60, "for": "1m"}, "staging": {"stage": "draft"}})
    rules = compiled(alerts=[differing])
    assert NAME not in rules.live.get("staging", "")
    expected = {"P": (False, "page"), "D-P": (True, "page")}
    for environment, (fires, severity) in expected.items():
        case = Case("61 s", age("61x20", environment), alerts=[(NAME, 2 * MINUTE)])
        for outcome in run(tmp_path, rules.live[environment], [case]):
            assert [each.labels["severity"] for each in outcome.firing(NAME, 2 * MINUTE)] == [severity] * fires
    drafted = Case("draft", age("9999x20", "staging"), alerts=[(NAME, 10 * MINUTE)])
    for outcome in run(tmp_path, rules.drafts["staging"], [drafted]):
        assert outcome.firing(NAME, 10 * MINUTE)[0].labels["severity"] == "none"


def test_shadow_wakes_nobody_and_internal_never_pages(tmp_path: Path) -> None:
    for stage, environment, severity, team in (
        ("shadow", "P", "none", "makers"), ("page", "staging", "ticket", "makers"), ("page", "P", "page", "watch"),
    ):  # fmt: skip
        case = Case("stuck", age("9999x20", environment), alerts=[(NAME, 10 * MINUTE)])
        for outcome in run(tmp_path, compiled(alerts=[stuck(stage=stage)]).live[environment], [case]):
            (fired,) = outcome.firing(NAME, 10 * MINUTE)
            assert (fired.labels["severity"], fired.labels["team"], fired.labels["stage"]) == (severity, team, stage)


def test_says_all_that_is_declared(tmp_path: Path) -> None:
    case = Case("stuck", age("1500x20", region=REGION), alerts=[(NAME, 10 * MINUTE)])
    for outcome in run(tmp_path, compiled(alerts=[stuck(labels={"desk": "tills"})]).live["P"], [case]):
        (fired,) = outcome.firing(NAME, 10 * MINUTE)
        assert fired.labels == {
            "alertname": NAME, "service": "shop", "environment": "P", "region": REGION, "desk": "tills",
            "severity": "page", "stage": "page", "team": "watch", "tier": "2", "type": "symptom",
        }  # fmt: skip
        whole(fired.annotations)
        assert fired.annotations["summary"] == f'The "Shop" & co: Orders wait (region {REGION}) in Production'
        assert fired.annotations["description"] == "Orders wait: the value is 1.5k, above 600."
        assert fired.annotations["impact"] == "Orders are late"
        assert fired.annotations["playbook_url"] == f"https://playbooks.example/shop/{NAME}"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"unit": "s"}, "Orders wait: the value is 25m 0s, above 10m."),
        ({"unit": "s", "description": "They wait in line"}, "They wait in line. Now: 25m 0s, above 10m."),
        ({"unit": "short", "description": "They wait in line."}, "They wait in line. Now: 1.5k, above 600."),
        ({"unit": "ops", "description": "Too fast!"}, "Too fast! Now: 1.5k/s, above 600/s."),
        ({"unit": "percent", "description": "Full."}, "Full. Now: 1.5k%, above 600%."),
        ({"unit": "percentunit", "above": 0.125}, "Orders wait: the value is 1.5e+05%, above 12.5%."),
        ({"unit": "bytes", "above": 1024}, "Orders wait: the value is 1.465kiB, above 1kiB."),
        ({"unit": "s", "above": 0.5}, "Orders wait: the value is 25m 0s, above 0.5s."),
        ({"unit": "bool", "description": "It is so."}, "It is so."),
        ({"description": "Of no unit."}, "Of no unit. Now: 1.5k, above 600."),
        ({"above": None, "expr": f"{AGE} > 600", "description": "Of no measure."}, "Of no measure."),
        (
            {"above": None, "expr": f"{AGE} > 600", "unit": "s", "description": "Of a unit."},
            "Of a unit. Now: 25m 0s, above 10m.",
        ),
        ({"above": None, "expr": f"{AGE} > 600"}, "Orders wait: the value is 1.5k, above 600."),
        ({"above": None, "expr": f"{AGE} <= 6e3", "unit": "s"}, "Orders wait: the value is 25m 0s, at most 1h40m."),
        ({"above": None, "expr": f"{AGE} > 5 < 6000"}, "Orders wait: the value is 1.5k."),
        ({"above": None, "expr": f"{AGE} > -Inf"}, "Orders wait: the value is 1.5k."),
        ({"above": None, "expr": f"{AGE} > 600", "unit": "bool"}, "Orders wait: the value is 1.5k."),
        ({"unit": "s", "description": "{{ $value }} is told."}, "1500 is told."),
    ],
)
def test_says_how_much_it_is_in_its_unit(fields: dict[str, str], said: str, tmp_path: Path) -> None:
    case = Case("stuck", age("1500x20"), alerts=[(NAME, 10 * MINUTE)])
    written = {key: value for key, value in stuck(**fields).items() if value is not None}
    for outcome in run(tmp_path, compiled(alerts=[written]).live["P"], [case]):
        (fired,) = outcome.firing(NAME, 10 * MINUTE)
        assert fired.annotations["description"] == said


@pytest.mark.parametrize(
    ("expr", "more", "said"),
    [
        ("absent(gone_seconds)", {}, "Orders wait: its query finds nothing."),
        ("(absent(gone_seconds) == 1)", {}, "Orders wait: its query finds nothing."),
        ("absent_over_time(gone_seconds[5m]) > 0", {}, "Orders wait: its query finds nothing."),
        ("absent(gone_seconds)", {"above": 0, "description": "Nobody counts."}, "Nobody counts."),
        ("absent(gone_seconds) * 7", {}, "Orders wait: the value is 7."),  # a number that somebody chose
    ],
)
def test_of_what_is_not_there_no_value_is_told(expr: str, more: dict[str, Any], said: str, tmp_path: Path) -> None:
    written = {key: value for key, value in stuck(expr=expr).items() if key not in ("above", "by")} | more
    case = Case("gone", age("1500x20"), alerts=[(NAME, 10 * MINUTE)])
    for outcome in run(tmp_path, compiled(alerts=[written]).live["P"], [case]):
        (fired,) = outcome.firing(NAME, 10 * MINUTE)
        assert fired.annotations["description"] == said, "absent() is 1 whatever is missing"


@pytest.mark.parametrize(
    ("value", "fields", "said"),
    [
        # 0.117 a second is not 117m, which somebody just woken reads as millions, minutes or metres.
        ("0.1167", {"above": 0, "unit": "ops"}, "0.117/s, above 0/s"),
        ("0.25", {"above": 0.2, "unit": "percent"}, "0.25%, above 0.2%"),
        ("-0.25", {"below": -0.2}, "-0.25, below -0.2"),
        ("0", {"below": 1}, "0, below 1"),
        ("1", {"above": 0.5}, "1, above 0.5"),
        ("7e6", {"above": 6000000}, "7M, above 6,000,000"),
        # A bound in bytes is written with four digits, as the value beside it is.
        ("1e10", {"above": 5000000000, "unit": "bytes"}, "9.313GiB, above 4.657GiB"),
        ("1.5e308", {"above": 1.5e307, "unit": "bytes"}, "1.241e+284YiB, above 1.241e+283YiB"),
    ],
)
def test_says_small_and_large_numbers_as_people_read_them(
    value: str, fields: dict[str, Any], said: str, tmp_path: Path
) -> None:
    case = Case("stuck", age(f"{value}x20"), alerts=[(NAME, 10 * MINUTE)])
    plain = {key: value for key, value in stuck().items() if key != "above"}
    for outcome in run(tmp_path, compiled(alerts=[plain | fields]).live["P"], [case]):
        (fired,) = outcome.firing(NAME, 10 * MINUTE)
        assert fired.annotations["description"] == f"Orders wait: the value is {said}."


def test_below_and_comparisons_in_the_expression(tmp_path: Path) -> None:
    written = [
        stuck(name="ShopLow", above=None, below=10),
        stuck(name="ShopOdd", above=None, expr='max by (region) (oldest_seconds{job="shop"}) >= 5 < 7'),
    ]
    alerts = [{key: value for key, value in one.items() if value is not None and key != "for"} for one in written]
    names = [one["name"] for one in alerts]
    cases = [Case(str(value), age(f"{value}x9"), alerts=[(name, MINUTE) for name in names]) for value in (4, 5, 7, 10)]
    fired = {
        outcome.case: [name for name in names if outcome.firing(name, MINUTE)]
        for outcome in run(tmp_path, compiled(alerts=alerts).live["P"], cases)
    }
    assert fired == {"4": ["ShopLow"], "5": ["ShopLow", "ShopOdd"], "7": ["ShopLow"], "10": []}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ShopQueueStuck", "Queue stuck"),  # the service stands before it already
        ("ShoppersLeave", "Shoppers leave"),
        ("QueueStuck", "Queue stuck"),
        ("Shop", "Shop"),
        ("ShopHTTP5xxHigh", "HTTP 5xx high"),
        ("ShopP99LatencyHigh", "P99 latency high"),
        ("ShopNode2DownOnTLS13", "Node 2 down on TLS13"),
    ],
)
def test_is_titled_with_its_name_in_words_where_nothing_else_is_said(name: str, said: str) -> None:
    alert = {key: value for key, value in stuck(name=name).items() if key != "title"}
    assert f'summary: \'The "Shop" & co: {said} (region ' in compiled(alerts=[alert]).live["P"]
