"""Tiers that wait for a `for` leave gaps between the rates that they tell in time."""

from __future__ import annotations

import pytest
from rule_pages import checked, objectives

RATIO = {"ratio": {"total": "requests_total", "errors": "requests_total{code='500'}"}}


def gaps(folder, waits: dict[str, str]) -> list[str]:
    """What budget-gap says of an objective whose tiers wait for so long."""
    tiers = {long: {"for": wait} for long, wait in waits.items()}
    slo = {"name": "some", "sli": RATIO, "playbook": "checkout/availability.md", "alerting": {"tiers": tiers}}
    findings, _ = checked(objectives(slo), folder / "project")
    return [one.message for one in findings if one.rule == "budget-gap"]


@pytest.mark.parametrize("fast", [{}, {"1h": "2h"}], ids=["the fast tier waits for nothing", "it waits for 2h"])
def test_what_burns_between_two_tiers_is_gone_while_the_slower_waits(fast, tmp_path):
    """At 12 times the rate 30 days of budget last 60 h; the 6h tier of rate 6 waits for 72 h, that of 1h asks for 14.4.

    (30 d - 6 x 6 h) / 3 d is 9.5.
    """
    (message,) = gaps(tmp_path, {**fast, "6h": "3d", "1d": "3d", "3d": "3d"})
    assert "more than 9.5 times the allowed rate" in message


@pytest.mark.parametrize("waits", [{}, {"3d": "3d"}, {"1h": "10m", "6h": "1h", "1d": "3h", "3d": "6h"}])
def test_what_is_told_in_time(waits, tmp_path):
    """(720 h - 14.4 h) / 10 m is over 1,000, which is a total outage."""
    assert gaps(tmp_path, waits) == []
