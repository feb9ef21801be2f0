"""What burn-rate alerts and absence alerts say, for each kind of SLI in words of its own."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from rules.projects import compiled
from rules.shapes import OBJECTIVE, SLIS

LATENCY = SLIS["latency"]["latency"]
SAID: dict[str, tuple[dict[str, Any], str, str, str]] = {
    "ratio": (SLIS["errors"], "events in the last 1h failed", "failures", "events"),
    "latency": (SLIS["latency"], "events in the last 1h were slower than 300ms", "slow events", "events"),
    "errors or slow": (
        {"errors_or_slow": {**LATENCY, "errors": 'latency_seconds{job="shop",code="500"}'}},
        "events in the last 1h failed or were slower than 300ms", "bad events", "events",
    ),
    "probe": (SLIS["probe"], "probes in the last 1h failed", "failed probes", "probes"),
    "gauge": (
        {"gauge": {"metric": 'pressure{job="shop"}', "atLeast": 1}},
        "the time measured in the last 1h it was below 1", "bad measurements", "measurements",
    ),
    "gauge, within bounds": (
        {"gauge": {"metric": 'pressure{job="shop"}', "atLeast": 0.5, "atMost": 7}},
        "the time measured in the last 1h it was below 0.5 or above 7", "bad measurements", "measurements",
    ),
    "freshness": (
        {"freshness": {"timestamp": 'backup_time_seconds{job="shop"}', "threshold": "1d"}},
        "the time measured in the last 1h it was older than 1d", "bad measurements", "measurements",
    ),
    "raw": (
        {"raw": {"errorRatio": "sum(rate(e[$window])) / sum(rate(t[$window]))"}},
        "what happened in the last 1h was bad, every minute counting the same",
        "equally bad base windows", "measurements",
    ),
    "raw, weighted": (
        {"raw": {"errorRatio": "sum(rate(e[$window])) / sum(rate(t[$window]))", "weight": "sum(rate(t[$window]))"}},
        "events, as its weight counts them, in the last 1h were bad", "bad events", "events",
    ),
    "composite": (
        {"composite": {"journey": ["shop/one", "shop/two"]}},
        "what happened in the last 1h was bad, every minute counting the same",
        "failures of equal weight", "measurements",
    ),
    "composite, with volume": (
        {"composite": {"journey": ["shop/one", "shop/two"], "volume": "shop/two"}},
        "events, as shop/two counts them, in the last 1h were bad", "failures of equal weight", "events",
    ),
}  # fmt: skip


def annotations(
    alert: str, sli: dict[str, Any], of_parts: dict[str, Any] | None = None, environment: str = "P", **fields: Any
) -> list[dict[str, str]]:
    shared = {"objective": OBJECTIVE, "sli": SLIS["errors"], **(of_parts or {})}
    parts = [{"name": name, **shared} for name in ("one", "two")]
    own = {"name": "apart", "objective": OBJECTIVE, "sli": sli, **fields}
    rules = yaml.safe_load(compiled([*parts, own]).live[environment])
    alerts = [rule for group in rules["groups"] for rule in group["rules"] if rule.get("alert") == alert]
    return [rule["annotations"] for rule in alerts]


@pytest.mark.parametrize("kind", SAID)
def test_each_kind_speaks_of_what_it_counts(kind: str) -> None:
    sli, share, failures, events = SAID[kind]
    said = annotations("ShopApartBudgetBurn", sli, alerting={"minEvents": 50})[0]["description"]
    assert said.startswith(f"{{{{ $value | humanizePercentage }}}} of {share}; allowed over 30d: 0.1%."), said
    assert re.findall(r"\{\{ else \}\}(No .*?)\{\{ end", said) == [f"No {events} in the last 5m"], said
    least = 2 if kind.startswith("composite") else 3
    assert said.endswith(f" It does not fire below {least} {failures} or 50 {events} in 1h."), said


@pytest.mark.parametrize(("environment", "limit"), [("P", "300ms"), ("D-P", "500ms")])
def test_the_threshold_is_that_of_the_environment(environment: str, limit: str) -> None:
    own = {"D-P": {"threshold": "500ms"}}
    said = annotations("ShopApartBudgetBurn", SLIS["latency"], environment=environment, environments=own)
    assert all(f" were slower than {limit}; allowed" in each["description"] for each in said), said


def test_nothing_is_said_of_a_guard_that_guards_nothing() -> None:
    said = annotations("ShopApartBudgetBurn", SLIS["errors"], alerting={"minFailures": 1})
    assert all(each["description"].endswith("{{ end }}.") for each in said), said


@pytest.mark.parametrize("kind", ["Vanished", "NeverSeen"])
def test_what_is_not_measured_has_no_impact_that_anybody_knows(kind: str) -> None:
    (said,) = annotations(f"ShopApart{kind}", SLIS["errors"], impact="Nobody can buy")
    assert said["impact"].startswith("Not known: ")
    assert "blind" in said["impact"]


def test_an_idle_service_may_be_out_of_reach_so_that_its_impact_holds() -> None:
    (said,) = annotations(
        "ShopApartIdle", SLIS["errors"], impact="Nobody can buy", alerting={"absence": {"idle": "page"}}
    )
    assert said["impact"] == "Nobody can buy"


JOURNEY = {"composite": {"journey": ["shop/one", "shop/two"], "volume": "shop/one"}}


@pytest.mark.parametrize(
    ("period", "windows"),
    [
        ("30d", ["1h", "6h", "1d", "3d"]),
        ("1d", ["1h", "6h", "1h", "1h"]),  # a part of a day records no longer windows
        ("2h", ["1h", "1h", "1h", "1h"]),
    ],
)
def test_a_composite_asks_each_part_for_a_window_that_all_record(period: str, windows: list[str]) -> None:
    said = [told["description"] for told in annotations("ShopApartBudgetBurn", JOURNEY, of_parts={"window": period})]
    assert len(said) == len(windows)
    for window, told in zip(windows, said, strict=True):
        assert f"Its parts in the last {window}, worst first: " in told
        for part in ("one", "two"):
            assert f'slo:sli_error:ratio_rate{window}{{service="shop",slo="{part}",%[1]s}}' in told
