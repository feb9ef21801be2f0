"""The profile `sloth`: the queries of grafana.com's dashboards 14348 and 14643, asked of compiled rules."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from rules.projects import compiled
from rules.promtool import Case, Outcome, run
from rules.shapes import BUDGET, HOUR, OBJECTIVE, SLIS
from rules.traffic import requests, traffic

HOURS = 2
AT = HOURS * HOUR * 60
WHOSE = 'sloth_service="shop",sloth_slo="apart"'
MONTH = f"""1-(
  sum_over_time((slo:sli_error:ratio_rate1h{{{WHOSE}}} * on() group_left() (month() == bool vector(1)))[32d:1h])
  / on(sloth_id)
  (slo:error_budget:ratio{{{WHOSE}}} * on() group_left() (24 * days_in_month()))
)"""
"""What is left of a calendar month, as 14348 asks; it averages the hours."""
ASKED = {
    # 14348, and the same in 14643
    "slo:current_burn_rate:ratio > 1": 0.02 / BUDGET,
    f"slo:current_burn_rate:ratio{{{WHOSE}}} or on() vector(0)": 0.02 / BUDGET,
    f"slo:objective:ratio{{{WHOSE}}}": OBJECTIVE / 100,
    f"1 - (max(slo:sli_error:ratio_rate5m{{{WHOSE}}}) OR on() vector(0))": 0.98,
    f"1 - (max(slo:sli_error:ratio_rate1h{{{WHOSE}}}) OR on() vector(0))": 0.98,
    f"1 - (max(slo:sli_error:ratio_rate30d{{{WHOSE}}}) OR on() vector(0))": 0.98,
    f"slo:period_error_budget_remaining:ratio{{{WHOSE}}} or on() vector(1)": 1 - 0.02 / BUDGET,
    f'max(ALERTS{{{WHOSE}, sloth_severity="page"}}) or on() vector(0)': 1,
    f'max(ALERTS{{{WHOSE}, sloth_severity="ticket"}}) OR on() vector(0)': 1,
    MONTH.replace("\n", " "): 1 - HOURS * 0.02 / BUDGET / (24 * 31),
    # 14643
    "count(sloth_slo_info)": 1,
    "count(max(sloth_slo_info) by (sloth_service))": 1,
    "avg(slo:current_burn_rate:ratio)": 0.02 / BUDGET,
    'max(ALERTS{sloth_id!="",sloth_severity="page"}) OR on() vector(0)': 1,
}


def rules(**fields: Any) -> str:
    slo = {"name": "apart", "objective": OBJECTIVE, "sli": SLIS["errors"], **fields}
    return compiled([slo], rules={"profile": "sloth"}).live["P"]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> list[Outcome]:
    """Two hours in which one request of fifty fails."""
    part = traffic(HOURS * HOUR + 10, lambda m: 100, lambda m: 2)
    asked = [*ASKED, "slo:sli_error:ratio_rate1h", "sloth_slo_info", "ALERTS"]
    case = Case("asked", requests({"eu": part}), [(query, AT) for query in asked], interval=30)
    return run(tmp_path_factory.mktemp("sloth"), rules(alerting={"minEvents": 10}), [case])


@pytest.mark.parametrize("query", ASKED)
def test_dashboards_find_what_they_ask_for(query: str, outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        assert outcome.value(query, AT) == pytest.approx(ASKED[query], rel=0.01), f"{outcome}: {query}"


def test_series_carry_the_labels_of_both(outcomes: list[Outcome]) -> None:
    own = {"service": "shop", "slo": "apart", "environment": "P"}
    theirs = {"sloth_id": "shop-apart-P", "sloth_service": "shop", "sloth_slo": "apart"}
    for outcome in outcomes:
        (ratio,) = outcome.samples[("slo:sli_error:ratio_rate1h", AT)]
        assert ratio.labels == {**own, **theirs, "sloth_window": "1h"}
        (info,) = outcome.samples[("sloth_slo_info", AT)]
        assert info.labels == {**own, **theirs, "sloth_mode": "avionics", "sloth_objective": "99.9"}
        tiers = {
            each.labels["window"]: each.labels["sloth_severity"]
            for each in outcome.samples[("ALERTS", AT)]
            if each.labels["alertname"] == "ShopApartBudgetBurn"
        }
        assert tiers == {"1h": "page", "6h": "page", "1d": "ticket", "3d": "ticket"}


@pytest.mark.parametrize(
    ("window", "told"),
    [("30d", ["5m", "30m", "1h", "2h", "6h", "1d", "3d", "30d"]), ({"every": "month", "timeZone": "UTC"}, ["month"])],
)
def test_each_ratio_says_its_window(window: Any, told: list[str]) -> None:
    recorded = {
        rule["record"].removeprefix("slo:sli_error:ratio_rate").removeprefix("_"): rule["labels"]
        for group in yaml.safe_load(rules(window=window))["groups"]
        for rule in group["rules"]
        if rule.get("record", "").startswith("slo:sli_error:ratio_rate")
    }
    assert {name: labels["sloth_window"] for name, labels in recorded.items()} == {name: name for name in recorded}
    assert set(told) <= set(recorded)


def test_nothing_of_it_is_there_unless_asked_for() -> None:
    slo = {"name": "apart", "objective": OBJECTIVE, "sli": SLIS["errors"]}
    assert "sloth" not in compiled([slo]).live["P"]


def test_an_alert_that_inherits_nothing_carries_them_too() -> None:
    (alert,) = (
        rule
        for group in yaml.safe_load(rules())["groups"]
        for rule in group["rules"]
        if rule.get("alert") == "ShopApartNeverSeen"
    )
    assert {"sloth_id": "shop-apart-P", "sloth_service": "shop", "sloth_slo": "apart"}.items() <= alert[
        "labels"
    ].items()
