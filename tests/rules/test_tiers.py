"""Burn-rate alerts: when each tier fires, when it does not, and what it says.

Burn rates and detection times are the Workbook's (chapter 5): an error ratio is noticed after
burn rate x error budget x long window / error ratio.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from rules.projects import compiled
from rules.promtool import Case, only, run
from rules.shapes import BUDGET, HOUR, OBJECTIVE, SLIS, series
from rules.traffic import counter, requests, traffic

MINUTE = 60
ALERT = "ShopApartBudgetBurn"
REGION = 'eu "1" & é {{x}}'
"""A value that would break out of whatever does not escape it."""


@dataclass(frozen=True, slots=True)
class Tier:
    """A row of the Workbook's table; `keep` and `exhaustion` in seconds and as the label says it."""

    severity: str
    long: str
    short: str
    burn: float
    keep: int
    exhaustion: str

    @property
    def threshold(self) -> float:
        return self.burn * BUDGET


TIERS = {
    "1h": Tier("page", "1h", "5m", 14.4, 900, "2d2h"),
    "6h": Tier("page", "6h", "30m", 6, 3600, "5d"),
    "1d": Tier("ticket", "1d", "2h", 3, 7200, "10d"),
    "3d": Tier("ticket", "3d", "6h", 1, 21_600, "30d"),
}

each_tier = pytest.mark.parametrize("tier", TIERS.values(), ids=TIERS.keys())


def objective(**fields: Any) -> dict[str, Any]:
    return {"name": "apart", "objective": OBJECTIVE, "by": ["region"], "sli": SLIS["errors"], **fields}


def alerts(environment: str = "P", service: dict[str, Any] | None = None, **fields: Any) -> str:
    """The alerts of the objective alone."""
    return only(compiled([objective(**fields)], **(service or {})).live[environment], ALERT)


def recorded(
    tier: Tier, long: float, short: float, failures: float, environment: str = "P", region: str = "eu"
) -> dict[str, str]:
    """The three recorded series a tier reads, each with one value for half an hour."""
    values = {
        f"error:ratio_rate{tier.long}": long,
        f"error:ratio_rate{tier.short}": short,
        f"errors:increase{tier.long}": failures,
    }
    quoted = region.replace('"', '\\"')
    labels = f'environment="{environment}",service="shop",slo="apart",region="{quoted}"'
    return {f"slo:sli_{name}{{{labels}}}": f"{value!r}x30" for name, value in values.items()}


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
        f"slo:period_error_budget_remaining:ratio{own}": "-0.125x30",
        f"slo:current_burn_rate:ratio{other}": "999x30",
        f"slo:period_error_budget_remaining:ratio{other}": "0.9x30",
    }
    series = recorded(tier, 0.25, 1.0, 3, region='eu "1"')
    for outcome in run(tmp_path, alerts(), [Case("fires", {**series, **now}, alerts=[(ALERT, 60)])]):
        (fired,) = outcome.firing(ALERT, 60)
        assert fired.annotations["description"] == (
            f"25% of events in the last {tier.long} failed; allowed over 30d: 0.1%. "
            "Burn rate of the last 5m: 31.2, error budget left: -12.5%. "
            f"It does not fire below 3 failures in {tier.long}."
        )


def whole(annotations: dict[str, str]) -> None:
    """Every template was filled, and no label broke out of an address."""
    for name, text in annotations.items():
        assert text, f"{name} is empty"
        assert "<no value>" not in text, text
        assert "<error" not in text, text
        if name.endswith("_url"):
            assert not set(text) & set(' "<>{}\\^`|\n'), text


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


# From counters to the alert. Traffic is 10,000 events a minute, so that burn rates can be met to a hundredth.

PER_MINUTE = 10_000
SECONDS = {"5m": 300, "30m": 1800, "1h": 3600, "2h": 7200, "6h": 21_600, "1d": 86_400, "3d": 259_200}
EVERY = {"1h": 60, "6h": 60, "1d": 240, "3d": 240}
"""Seconds between evaluations. Windows of days are seen as well each 4 minutes, at a quarter of the cost; at 5 minutes
Prometheus 3 no longer finds what the group before recorded."""

LATE = {"1h": 2 * MINUTE, "6h": 2 * MINUTE, "1d": 14 * MINUTE, "3d": 43 * MINUTE}
"""What a window may lag behind the truth: an evaluation, or 1 % of the window where it is tiled."""


def chain(rules: str, *tiers: Tier) -> str:
    """The alert and all that these tiers are made of."""
    raw = [f"slo:sli_{part}:rate{window}" for part in ("errors", "total") for window in ("5m", "30m", "1h")]
    windows = [window for tier in tiers for window in (tier.long, tier.short)]
    own = [f"slo:sli_{name}{window}" for window in windows for name in ("error:ratio_rate", "errors:increase")]
    return only(rules, *raw, *own, ALERT)


DETECTIONS = [
    # tier, bad events in 10,000, its detection time in seconds by the Workbook's formula
    ("1h", 10_000, 51.84),
    ("1h", 1_000, 518.4),
    ("1h", 200, 2_592),
    ("1h", 145, 3_575.2),
    ("6h", 143, 9_062.9),
    ("6h", 61, 21_245.9),
    ("1d", 59, 43_932.2),
    ("1d", 31, 83_612.9),
    ("3d", 29, 89_379.3),
]


@pytest.mark.parametrize(("window", "bad", "after"), DETECTIONS)
def test_detection_time(window: str, bad: int, after: float, tmp_path: Path) -> None:
    """Silent before its detection time, firing after it, and firing still while it burns."""
    tier, every = TIERS[window], EVERY[window]
    assert after == pytest.approx(tier.threshold * SECONDS[window] / (bad / PER_MINUTE), rel=1e-4)
    begins = SECONDS[window] + HOUR * MINUTE
    ends = begins + int(after) + 2 * LATE[window]
    part = traffic(ends // MINUTE + 1, lambda m: PER_MINUTE, lambda m: bad if m * MINUTE >= begins else 0)
    looks = range(begins // every * every, ends, every)
    case = Case("burn", requests({"eu": part}), alerts=[(ALERT, at) for at in looks], interval=30)
    for outcome in run(tmp_path, chain(compiled([objective()]).live["P"], tier), [case], every):
        fired = [at for at in looks if outcome.firing(ALERT, at, window=window)]
        assert fired, f"{outcome}: {window} never fired"
        delay = fired[0] - begins
        assert after - MINUTE <= delay <= after + LATE[window], f"{outcome}: fired after {delay} s, due after {after} s"
        assert fired == [at for at in looks if at >= fired[0]], f"{outcome}: interrupted"


@pytest.mark.parametrize(("window", "bad"), [("1h", 143), ("6h", 59), ("1d", 29), ("3d", 9)])
def test_burning_a_little_slower_never_fires(window: str, bad: int, tmp_path: Path) -> None:
    tier, every = TIERS[window], EVERY[window]
    minutes = (SECONDS[window] * 5 // 4) // MINUTE
    part = traffic(minutes, lambda m: PER_MINUTE, lambda m: bad)
    looks = range(0, minutes * MINUTE, every)
    ratios = [(f"slo:sli_error:ratio_rate{name}", looks[-1]) for name in (tier.long, tier.short)]
    case = Case("slow", requests({"eu": part}), ratios, [(ALERT, at) for at in looks], interval=30)
    for outcome in run(tmp_path, chain(compiled([objective()]).live["P"], tier), [case], every):
        assert not outcome.alerts, f"{outcome}: fires at {min(at for _, at in outcome.alerts)} s"
        for name, at in ratios:
            assert outcome.value(name, at) == pytest.approx(bad / PER_MINUTE, rel=1e-6), f"{outcome}: {name}"


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
