"""Guards that no outage can meet, since a base window holds one failure however much fails: of composites too."""

from __future__ import annotations

from typing import Any

import pytest
from rule_pages import checked, objectives

COUNTED = {"ratio": {"total": 'requests_total{job="checkout"}', "errors": 'requests_total{job="checkout",code="500"}'}}
RATIO = "(sum(rate(x_total{code='500'}[$window])) or 0 * sum(rate(x_total[$window]))) / sum(rate(x_total[$window]))"
TIMED = {"raw": {"errorRatio": RATIO}}
WEIGHTED = {"raw": {"errorRatio": RATIO, "weight": "sum(rate(x_total[$window]))"}}


def said(folder, made: dict[str, Any], guard: int, without: str = "", **parts: dict[str, Any]) -> list[str]:
    """What is said of an objective that is made of others, all of the service checkout; `without` are environments that
    do without its tier of 1h.
    """
    slos = [
        {"name": name, "playbook": "checkout/availability.md", **(one if "sli" in one else {"sli": one})}
        for name, one in {**parts, "made": {"composite": made}}.items()
    ]
    slos[-1]["alerting"] = {"minFailures": guard}
    if without:
        slos[-1]["environments"] = {name: {"disable": ["1h"]} for name in without.split()}
    findings, _ = checked(objectives(*slos), folder / "project")
    assert [one.message for one in findings if one.severity == "error"] == []
    return [one.message for one in findings if one.rule in ("tier-unreachable", "part-unnoticed")]


LEFT_OUT = "the 1h tier of 'made' is left out: it needs 13 failures of equal weight, and 1h holds 12, one in each 5m"
TWO = {"journey": ["checkout/a", "checkout/b"]}


def test_of_timed_parts_alone(tmp_path):
    assert said(tmp_path, TWO, 13, a=TIMED, b=TIMED) == [LEFT_OUT]


def test_by_way_of_another_composite(tmp_path):
    inner = {"composite": {"worst": ["checkout/a", "checkout/b"]}}
    made = {"weighted": {"checkout/inner": 2, "checkout/a": 1}}
    assert said(tmp_path, made, 13, a=TIMED, b=TIMED, inner=inner) == [LEFT_OUT]


def test_the_volume_counts_no_failures(tmp_path):
    made = {"worst": ["checkout/a", "checkout/b"], "volume": "checkout/c"}
    said_of_it = said(tmp_path, made, 13, a=TIMED, b=TIMED, c=COUNTED)
    assert [one.split(" is left out")[0] for one in said_of_it] == ["the 1h tier of 'made'"]


UNNOTICED = (
    "while checkout/{0} alone fails, the 1h tier of 'made' never fires: it needs 13 failures of equal weight, and of "
    "that part 1h holds 12, one in each 5m"
)


@pytest.mark.parametrize("other", [COUNTED, WEIGHTED], ids=["one part counts", "one part is weighted"])
def test_of_a_timed_part_beside_others(other, tmp_path):
    assert said(tmp_path, TWO, 13, a=TIMED, b=other) == [UNNOTICED.format("a")]


@pytest.mark.parametrize(("without", "told"), [("P", [UNNOTICED.format("a")]), ("P staging", [])])
def test_of_a_tier_that_is_switched_off(without, told, tmp_path):
    """In one environment, and in all that the service has."""
    assert said(tmp_path, TWO, 13, without, a=TIMED, b=COUNTED) == told


def test_of_a_timed_part_by_way_of_another_composite(tmp_path):
    inner = {"composite": {"worst": ["checkout/a", "checkout/b"]}}
    made = {"weighted": {"checkout/inner": 2, "checkout/c": 1}}
    found = said(tmp_path, made, 13, a=TIMED, b=TIMED, c=COUNTED, inner=inner)
    assert found == [UNNOTICED.format("a"), UNNOTICED.format("b")]


def test_groups_that_are_summed_may_fail_each(tmp_path):
    """Two regions that fail as much have two failures of equal weight in each base window, 24 in an hour of 5m."""
    ratio = RATIO.replace("sum(", "sum by (region) (")
    apart = {"by": ["region"], "sli": {"raw": {"errorRatio": ratio}}}
    assert said(tmp_path, TWO, 13, a=apart, b=apart) == []
    assert said(tmp_path / "one", TWO, 13, a=TIMED, b=apart) == [UNNOTICED.format("a")]


@pytest.mark.parametrize(
    ("guard", "a", "b"),
    [(12, TIMED, TIMED), (12, TIMED, COUNTED), (13, COUNTED, COUNTED)],
    ids=["as many as there are", "as many as one has alone", "both count"],
)  # fmt: skip
def test_what_can_be_met(guard, a, b, tmp_path):
    assert said(tmp_path, TWO, guard, a=a, b=b) == []


def test_parts_that_are_shared_are_looked_at_once(tmp_path):
    """Each is made of the next two: by every way that leads to them there would be some billion."""
    names = [f"n{index}" for index in range(45)]
    pairs = zip(names, [*names[1:], "a"], [*names[2:], "a", "b"], strict=True)
    between = {name: {"composite": {"worst": [f"checkout/{one}", f"checkout/{two}"]}} for name, one, two in pairs}
    made = {"journey": ["checkout/n0", "checkout/n1"]}
    assert LEFT_OUT in said(tmp_path, made, 13, **between, a=TIMED, b=TIMED)
