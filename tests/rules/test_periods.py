"""Tiers of rolling periods of any length. Expected values are the Workbook's arithmetic (chapter 5), done by hand:

burn rate = share of the budget x period / long window, not below 1; the budget is gone after period / burn rate.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from avionics.promql.text.duration import seconds
from rules.promtool import Case, run
from rules.shapes import BUDGET
from rules.tiers import ALERT, Tier, alerts, recorded

PERIODS = {
    # shares of two hours: 40 % in 30 m, 50 % in 1 h
    "1h": (("30m", "5m", 1, "1h"), ("1h", "10m", 1, "1h")),
    "2h": (("30m", "5m", 1.6, "1h15m"), ("1h", "10m", 1, "2h")),
    # shares of six hours: 25 % in 30 m, a third in 2 h
    "3h": (("30m", "5m", 1.5, "2h"), ("2h", "15m", 1, "3h")),
    "6h": (("30m", "5m", 3, "2h"), ("2h", "15m", 1, "6h")),
    # shares of twelve hours: 25 % in 1 h, 50 % in 6 h
    "8h": (("1h", "5m", 2, "4h"), ("6h", "30m", 1, "8h")),
    "12h": (("1h", "5m", 3, "4h"), ("6h", "30m", 1, "12h")),
    "13h": (("1h", "5m", 3.25, "4h"), ("6h", "30m", 1, "13h"), ("12h", "1h", 1, "13h")),
    # shares of a day: 25 % in 1 h, 45 % in 6 h, 50 % in 12 h
    "1d": (("1h", "5m", 6, "4h"), ("6h", "30m", 1.8, "13h20m"), ("12h", "1h", 1, "1d")),
    # shares of three days: 20 % in 1 h, 30 % in 6 h, a third in 1 d
    "36h": (("1h", "5m", 7.2, "5h"), ("6h", "30m", 1.8, "20h"), ("1d", "2h", 1, "1d12h")),
    "3d": (("1h", "5m", 14.4, "5h"), ("6h", "30m", 3.6, "20h"), ("1d", "2h", 1, "3d")),
    # shares of a week: 8 % in 1 h, 12.5 % in 6 h, 20 % in 1 d, 42 % in 3 d
    "7d": (("1h", "5m", 13.44, "12h30m"), ("6h", "30m", 3.5, "2d"), ("1d", "2h", 1.4, "5d"), ("3d", "6h", 1, "7d")),
    # shares of a month: 2 % in 1 h, 5 % in 6 h, 10 % in 1 d and in 3 d
    "14d": (("1h", "5m", 6.72, "2d2h"), ("6h", "30m", 2.8, "5d"), ("1d", "2h", 1.4, "10d"), ("3d", "6h", 1, "14d")),
    "28d": (("1h", "5m", 13.44, "2d2h"), ("6h", "30m", 5.6, "5d"), ("1d", "2h", 2.8, "10d"), ("3d", "6h", 1, "28d")),
    # shares of a quarter: 1 % in 1 h, 3 % in 6 h, 5 % in 1 d, 10 % in 3 d and in 9 d
    "90d": (
        ("1h", "5m", 21.6, "4d4h"), ("6h", "30m", 10.8, "8d8h"), ("1d", "2h", 4.5, "20d"), ("3d", "6h", 3, "30d"),
        ("9d", "18h", 1, "90d"),
    ),
    # shares of a year: 0.25 % in 1 h, 0.75 % in 6 h, 1.25 % in 1 d, 0.2 % in 9 d
    "365d": (
        ("1h", "5m", 21.9, "16d16h"), ("6h", "30m", 10.95, "33d8h"), ("1d", "2h", 4.5625, "80d"),
        ("9d", "18h", 1, "365d"),
    ),
    "730d": (
        ("1h", "5m", 43.8, "16d16h"), ("6h", "30m", 21.9, "33d8h"), ("1d", "2h", 9.125, "80d"),
        ("9d", "18h", 1, "730d"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("period", PERIODS)
def test_each_tier_fires_above_its_burn_rate_and_not_below(period: str, tmp_path: Path) -> None:
    tiers = [Tier("", long, short, burn, 0, gone) for long, short, burn, gone in PERIODS[period]]
    cases = [
        Case(f"{tier.long} {name}", recorded(tier, ratio, ratio, 99), alerts=[(ALERT, 60)])
        for tier in tiers
        for name, ratio in (("over", tier.burn * BUDGET * 1.001), ("under", tier.burn * BUDGET * 0.999))
    ]
    fired = {
        (outcome.tool, outcome.case): [each.labels["exhaustion"] for each in outcome.firing(ALERT, 60)]
        for outcome in run(tmp_path, alerts(window=period), cases)
    }
    for (tool, case), exhaustions in fired.items():
        long, _, side = case.partition(" ")
        expected = [tier.exhaustion for tier in tiers if tier.long == long and side == "over"]
        assert exhaustions == expected, f"{tool}: {period}, tier {case}"
    assert len(set(fired)) == len(cases) * len({tool for tool, _ in fired})


def test_no_tier_looks_back_further_than_the_promise() -> None:
    """The shortest and the longest period of each catalogue."""
    for period in ("1h", "2h", "150m", "6h", "7h", "12h", "13h", "1d", "25h", "3d", "73h", "7d", "8d", "30d", "31d"):
        rules = alerts(window=period)
        longest = max(seconds(one) for one in re.findall(r" window: '?(\w+)", rules))
        assert longest <= seconds(period), period


def test_no_other_tier_is_compiled() -> None:
    for period, tiers in PERIODS.items():
        assert alerts(window=period).count("alert:") == len(tiers), period
