"""Budgets that can go without an alert, where environments do without tiers of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rule_pages import checked, objectives


def told(folder: Path, overrides: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Where it is told that a budget can go."""
    ratio = {"total": 'all_total{job="checkout"}', "errors": 'errors_total{job="checkout"}'}
    slo = {"name": "availability", "sli": {"ratio": ratio}, "environments": overrides}
    findings, _ = checked(objectives(slo), folder)
    assert {one.rule for one in findings} <= {"budget-gap"}
    return [one.where.route[2:] for one in findings]


def test_each_environment_does_without_another_tier(tmp_path):
    """Of the Workbook's tiers (chapter 5) the one over 3d alone has a burn rate of 1."""
    assert told(tmp_path / "a", {"P": {"disable": ["1h"]}, "staging": {"disable": ["3d"]}}) == [
        ("environments", "staging", "disable")
    ]
    assert told(tmp_path / "b", {"P": {"disable": ["1h"]}, "staging": {"disable": ["1h"]}}) == []
