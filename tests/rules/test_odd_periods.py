"""Rolling periods of hours, and of no whole number of days: what is recorded of them, against counts of the events."""

from __future__ import annotations

from pathlib import Path

import pytest

from rules.projects import compiled
from rules.promtool import Case, run
from rules.recorded import EXACT, MINUTE, expect
from rules.shapes import BUDGET, HOUR, OBJECTIVE, SLIS
from rules.traffic import requests, traffic

PERIODS = {"1h": 60, "90m": 90, "125m": 125, "2h": 120, "6h": 360, "13h": 780, "13h10m": 790, "36h30m": 2_190}
"""In minutes: as long as a tier's window, and not; made of base windows, and of half hours."""
NAMES = {"90m": "1h30m", "125m": "2h5m", "36h30m": "1d12h30m"}


@pytest.mark.parametrize("period", PERIODS)
def test_a_period_of_any_length_is_weighted_by_events(period: str, tmp_path: Path) -> None:
    """Begun two hours before the period, and looked at after a full hour, at a half, and at other base windows."""
    minutes, name = PERIODS[period], NAMES.get(period, period)
    begun = (minutes + 2 * HOUR) // HOUR * HOUR
    length = begun + HOUR
    part = traffic(length, lambda m: 20 + m % 90 + 40 * (m % minutes > minutes // 2), lambda m: m % 9)
    slo = {"name": "together", "objective": OBJECTIVE, "window": period, "sli": SLIS["errors"]}
    looks = [(begun + after) * MINUTE for after in (0, 10, 30, 40)]
    recorded = {
        f"slo:sli_total:increase{name}": lambda events, bad: events,
        f"slo:sli_errors:increase{name}": lambda events, bad: bad,
        f"slo:sli_error:ratio_rate{name}": lambda events, bad: bad / events,
        "slo:period_burn_rate:ratio": lambda events, bad: bad / events / BUDGET,
        "slo:period_error_budget_remaining:ratio": lambda events, bad: 1 - bad / events / BUDGET,
        f"slo:sli_coverage:ratio{name}": lambda events, bad: 1,
        "slo:time_period:days": lambda events, bad: minutes / 1_440,
    }
    case = Case("period", requests({"eu": part}), [(one, at) for one in recorded for at in looks], interval=30)
    for outcome in run(tmp_path, compiled([slo]).live["P"], [case]):
        for at in looks:
            truth = part.truth(at - minutes * MINUTE, at)
            for one, of in recorded.items():
                expect(outcome, one, at, of(*truth), EXACT, slo="together")


def test_at_the_allowed_rate_the_budget_lasts_as_long_as_the_period() -> None:
    """To the minute, though what is less is said in whole hours: 20 % of the budget in a day is five days of it."""
    slo = {"name": "together", "objective": OBJECTIVE, "window": "90h30m", "sli": SLIS["errors"]}
    rules = compiled([slo]).live["P"]
    lasts = [line.split()[-1] for line in rules.splitlines() if " exhaustion: " in line]
    assert lasts[-1] == "'3d18h30m'", lasts


@pytest.mark.parametrize("period", ["1h", "2h", "6h", "12h"])
def test_no_series_is_recorded_twice_where_a_tier_watches_the_whole_period(period: str) -> None:
    slo = {"name": "together", "objective": OBJECTIVE, "window": period, "sli": SLIS["errors"]}
    rules = compiled([slo]).live["P"]
    records = [line.split()[-1] for line in rules.splitlines() if "record:" in line]
    assert sorted(records) == sorted(set(records)), period
    assert f"slo:sli_total:increase{period}" in records
