"""Comparisons with a count: which never hold follows from what counts are, whole numbers from 1 on, or nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from rule_pages import checked

COUNTS = ("count(up)", "count_over_time(up[5m])", "(count(up))")
NEVER = {"==": ("0", "1.5"), "<": ("1", "0.5"), "<=": ("0", "0.5")}
MAY_BE = {"==": ("1", "2"), "<": ("2", "1.5"), "<=": ("1",), ">": ("0", "5"), ">=": ("1", "5"), "!=": ("0", "1")}

ONES = ("absent(up)", "absent_over_time(up[5m])", "group(up)", "present_over_time(up[5m])")
"""What is 1, or nothing."""
NEVER_ONE = {"==": ("0", "2", "1.5"), "<": ("1", "0"), "<=": ("0", "0.5"), ">": ("1", "2"), ">=": ("1.5", "2")}
ONE_MAY_BE = {"==": ("1",), "<": ("2", "1.5"), "<=": ("1",), ">": ("0", "0.5"), ">=": ("1", "0")}

HEAD = {"apiVersion": "avionics/v1", "kind": "Alerts", "service": "checkout"}
ALERT = {"severity": "ticket", "type": "symptom", "impact": "Nobody can pay", "playbook": "checkout/availability.md"}


def waiting_in_vain(tmp_path, alerts: Iterable[Mapping[str, object]]) -> set[int]:
    """Which of some alerts of checkout wait for what never comes."""
    named = [{"name": f"Checkout{number}", **ALERT, **one} for number, one in enumerate(alerts)]
    found, _ = checked({"alerts/checkout.yaml": json.dumps({**HEAD, "alerts": named})}, tmp_path / "project")
    return {int(one.where.route[1]) for one in found if one.rule == "count-of-none"}


def compared(counting: Iterable[str], values: Mapping[str, Iterable[str]]) -> list[str]:
    return [f"{one} {sign} {value}" for one in counting for sign, some in values.items() for value in some]


def test_what_a_count_never_is(tmp_path):
    exprs = [*compared(COUNTS, NEVER), *compared(ONES, NEVER_ONE)]
    told = waiting_in_vain(tmp_path, ({"expr": expr} for expr in exprs))
    assert [expr for number, expr in enumerate(exprs) if number not in told] == [], "never hold, and nothing is said"


def test_what_a_count_may_be(tmp_path):
    exprs = [
        *compared(COUNTS, MAY_BE), *compared(ONES, ONE_MAY_BE),
        "(count(up) == bool 0) > 0", "(count(up) or vector(0)) == 0", "sum(up) == 0", "countdown == 0",
    ]  # fmt: skip
    told = waiting_in_vain(tmp_path, ({"expr": expr} for expr in exprs))
    assert [exprs[number] for number in told] == [], "they may hold"


def test_what_a_threshold_compares_with_is_looked_at_alike(tmp_path):
    never = [{"expr": "count(up)", "below": 1}, {"expr": "absent(up)", "above": 1}, {"expr": "group(up)", "below": 0.5}]
    may_be = [{"expr": "count(up)", "below": 2}, {"expr": "absent(up)", "above": 0}, {"expr": "sum(up)", "below": 1}]
    assert waiting_in_vain(tmp_path, [*never, *may_be]) == {0, 1, 2}
