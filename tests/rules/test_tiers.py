"""Burn-rate alerts: when each tier fires, when it does not, and what it says. Burn rates are the Workbook's."""

from __future__ import annotations

from pathlib import Path

import pytest

from rules.projects import compiled
from rules.promtool import Case, run
from rules.shapes import BUDGET
from rules.tiers import ALERT, MINUTE, REGION, TIERS, Tier, alerts, objective, recorded, whole

each_tier = pytest.mark.parametrize("tier", TIERS.values(), ids=TIERS.keys())


@each_tier
def test_fires_only_when_both_windows_burn_and_enough_failed(tier: Tier, tmp_path: Path) -> None:
    over, under = tier.threshold * 1.001, tier.threshold * 0.999
    expected = {
        "both burn": (over, over, 3, True),
        "neither burns": (under, under, 3, False),
        "over already": (over, under, 1000, False),
        "only begun": (under, over, 1000, False),
        "too few failures": (1.0, 1.0, 2, False),
        "all fails": (1.0, 1.0, 1000, True),
    }
    cases = [
        Case(name, recorded(tier, long, short, failures), alerts=[(ALERT, 60)])
        for name, (long, short, failures, _) in expected.items()
    ]
    for outcome in run(tmp_path, alerts(), cases):
        fired = outcome.firing(ALERT, 60)
        assert bool(fired) is expected[outcome.case][3], f"{outcome}: {fired}"
        assert [each.labels["window"] for each in fired] == [tier.long] * len(fired)


@each_tier
def test_says_all_that_is_declared(tier: Tier, tmp_path: Path) -> None:
    case = Case("fires", recorded(tier, 0.25, 1.0, 3, region=REGION), alerts=[(ALERT, 60)])
    rules = alerts(
        title='"Orders" & co', impact="Nobody can buy {{ anything }}", alerting={"labels": {"desk": "tills"}}
    )
    for outcome in run(tmp_path, rules, [case]):
        (fired,) = outcome.firing(ALERT, 60)
        assert fired.labels == {
            "alertname": ALERT, "service": "shop", "slo": "apart", "environment": "P", "region": REGION,
            "desk": "tills", "severity": tier.severity, "team": "watch" if tier.severity == "page" else "makers",
            "stage": "page",
            "window": tier.long, "exhaustion": tier.exhaustion, "tier": "2", "type": "symptom",
        }  # fmt: skip
        said = fired.annotations
        assert set(said) == {
            "summary", "description", "impact", "playbook_url", "dashboard_url", "logs_url", "mission_control",
        }  # fmt: skip
        whole(said)
        how = "faster than allowed" if tier.burn == 1 else f"at over {tier.burn} times the allowed rate"
        assert said["summary"] == f'The "Shop" & co: "Orders" & co: budget burns {how} (region {REGION}) in Production'
        assert said["description"] == (
            f"25% of events in the last {tier.long} failed; allowed over 30d: 0.1%. "
            f"No events in the last 5m. It does not fire below 3 failures in {tier.long}."
        )
        assert said["impact"] == "Nobody can buy {{ anything }}"
        assert said["mission_control"] == "Mission control: +44 20 7946 0100 & #control"
        assert said["playbook_url"] == "https://playbooks.example/shop/apart"
        assert said["dashboard_url"].startswith("https://grafana.example/d/cockpit-shop?")
        assert said["dashboard_url"].endswith(f"&from=now-{tier.long}&to=now")
        assert said["logs_url"].endswith(f",time:(from:now-{tier.long},to:now))")
        assert "var-region=eu+%221%22+%26+%C3%A9+%7B%7Bx%7D%7D&" in said["dashboard_url"].replace("%20", "+")
        assert said["logs_url"].startswith("https://kibana.example/app/discover#/")


@each_tier
def test_says_how_fast_it_burns_now_and_what_is_left(tier: Tier, tmp_path: Path) -> None:
    """Of its own series, and of no other region's, whatever its labels hold."""
    own, other = (f'{{environment="P",service="shop",slo="apart",region="{name}"}}' for name in (r"eu \"1\"", "us"))
    now = {
        f"slo:current_burn_rate:ratio{own}": "31.25x30",
        f"slo:period_error_budget_remaining:ratio{own}": "0.125x30",
        f"slo:current_burn_rate:ratio{other}": "999x30",
        f"slo:period_error_budget_remaining:ratio{other}": "0.9x30",
    }
    series = recorded(tier, 0.25, 1.0, 3, region='eu "1"')
    for outcome in run(tmp_path, alerts(), [Case("fires", {**series, **now}, alerts=[(ALERT, 60)])]):
        (fired,) = outcome.firing(ALERT, 60)
        assert fired.annotations["description"] == (
            f"25% of events in the last {tier.long} failed; allowed over 30d: 0.1%. "
            "Last 5m: 31.2 times the allowed rate, error budget left before that: 12.5%. "
            f"It does not fire below 3 failures in {tier.long}."
        )


LEFT = {
    # what is recorded, and what is said
    "1": "left before that: 100%",
    "0.1234567": "left before that: 12.35%",
    "0.000002": "left before that: 0.0002%",
    "1.11e-16": "spent",  # what floats may leave of nothing
    "0": "spent",
    "-0.125": "spent",
    "-334.9": "spent",  # Prometheus would write -3.349e+04%
}


def test_a_budget_that_is_spent_is_a_word_and_no_number(tmp_path: Path) -> None:
    tier = TIERS["1h"]
    remaining = 'slo:period_error_budget_remaining:ratio{environment="P",service="shop",slo="apart",region="eu"}'
    series = recorded(tier, 0.25, 1.0, 3)
    cases = [Case(left, {**series, remaining: f"{left}x30"}, alerts=[(ALERT, 60)]) for left in LEFT]
    for outcome in run(tmp_path, alerts(), cases):
        (fired,) = outcome.firing(ALERT, 60)
        whole(fired.annotations)
        said = fired.annotations["description"].partition("error budget ")[2].partition(". It")[0]
        assert said == LEFT[outcome.case], f"{outcome}: {fired.annotations['description']}"


def test_a_series_that_came_without_a_label_says_so(tmp_path: Path) -> None:
    """An empty label is none to Prometheus: nobody should read `(region )`."""
    case = Case("without", recorded(TIERS["1h"], 0.25, 1.0, 3, region=""), alerts=[(ALERT, 60)])
    for outcome in run(tmp_path, alerts(), [case]):
        (fired,) = outcome.firing(ALERT, 60)
        assert fired.annotations["summary"].endswith(" (region none) in Production"), fired.annotations["summary"]


PERIODS = [
    ("1d", 6, "4h"),
    ("7d", 13.44, "12h30m"),
    ("4w", 13.44, "2d2h"),
    ("30d", 14.4, "2d2h"),
    ("90d", 21.6, "4d4h"),
    ("365d", 21.9, "16d16h"),
]


@pytest.mark.parametrize(("period", "burn", "exhaustion"), PERIODS)
def test_the_fastest_tier_lets_its_share_of_the_budget_go_in_an_hour(
    period: str, burn: float, exhaustion: str, tmp_path: Path
) -> None:
    """25 % of a day, 8 % of a week, 2 % of a month, 1 % of a quarter, 0.25 % of a year: share x period / hour."""
    tier = TIERS["1h"]
    ratios = {"over": burn * BUDGET * 1.001, "under": burn * BUDGET * 0.999}
    cases = [Case(name, recorded(tier, at, at, 99), alerts=[(ALERT, 60)]) for name, at in ratios.items()]
    fired = {outcome.case: outcome.firing(ALERT, 60) for outcome in run(tmp_path, alerts(window=period), cases)}
    assert [each.labels["exhaustion"] for each in fired["over"]] == [exhaustion]
    assert not fired["under"]


STAGES = [
    # environment, stage, support, labels severity and team of a page tier, and of a ticket tier
    ("P", "page", "onboarded", ("page", "watch"), ("ticket", "makers")),
    ("D-P", "page", "onboarded", ("page", "watch"), ("ticket", "makers")),
    ("staging", "page", "onboarded", ("ticket", "makers"), ("ticket", "makers")),
    ("P", "ticket", "onboarded", ("ticket", "makers"), ("ticket", "makers")),
    ("P", "shadow", "onboarded", ("none", "makers"), ("none", "makers")),
    ("staging", "shadow", "onboarded", ("none", "makers"), ("none", "makers")),
    ("P", "page", "in-progress", ("page", "makers"), ("ticket", "makers")),
]


@pytest.mark.parametrize(("environment", "stage", "support", "page", "ticket"), STAGES)
def test_stage_environment_and_support_decide_who_is_told(
    environment: str, stage: str, support: str, page: tuple[str, str], ticket: tuple[str, str], tmp_path: Path
) -> None:
    cases = [Case(tier.long, recorded(tier, 1, 1, 99, environment), alerts=[(ALERT, 60)]) for tier in TIERS.values()]
    rules = alerts(environment, {"support": support}, stage=stage)
    for outcome in run(tmp_path, rules, cases):
        (fired,) = outcome.firing(ALERT, 60)
        expected = page if TIERS[outcome.case].severity == "page" else ticket
        assert (fired.labels["severity"], fired.labels["team"]) == expected, str(outcome)
        assert fired.labels["stage"] == stage
        assert fired.labels["environment"] == environment


def test_stage_of_one_environment() -> None:
    rules = compiled([objective(environments={"D-P": {"stage": "draft"}})])
    assert ALERT in rules.live["P"]
    assert ALERT not in rules.live["D-P"]
    assert "slo:sli_error:ratio_rate1h" in rules.live["D-P"]
    assert ALERT in rules.drafts["D-P"]
    assert "severity: 'none'" in rules.drafts["D-P"]
    assert "P" not in rules.drafts


@each_tier
def test_keeps_firing_for_a_while_and_then_resets(tier: Tier, tmp_path: Path) -> None:
    ends, silent = 5 * MINUTE, 5 * MINUTE + tier.keep
    minutes = silent // MINUTE
    given = dict.fromkeys(recorded(tier, 1, 1, 1), f"1x4 0x{minutes}")
    looks = [ends - MINUTE, ends, ends + tier.keep - MINUTE, silent]
    case = Case("reset", {**given, **enough(tier, minutes + 5)}, alerts=[(ALERT, at) for at in looks])
    for outcome in run(tmp_path, alerts(), [case]):
        assert [bool(outcome.firing(ALERT, at)) for at in looks] == [True, True, True, False], str(outcome)


def enough(tier: Tier, minutes: int) -> dict[str, str]:
    """Failures that stay above the guard."""
    return {name: f"99x{minutes}" for name in recorded(tier, 1, 1, 1) if "increase" in name}
