"""What a cockpit draws of an objective holds in the environment that its reader chose."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from avionics.app.compile import compile_project
from edits import append
from grafana_oracle import violations
from tools import ROOT

PROJECT = ROOT / "tests" / "lint" / "base_project"
DIFFERENT = """\
apiVersion: avionics/v1
kind: ServiceLevelObjectives
service: checkout
slos:
- name: availability
  title: Requests answered
  objective: 99.9
  impact: Customers cannot pay
  environments:
    staging: {objective: 90}
  alerting: {disable: [6h], tiers: {3d: {severity: page}}}
  sli:
    ratio:
      total: http_requests_total{job="checkout"}
      errors: http_requests_total{job="checkout",code=~"5.."}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(PROJECT, tmp_path / "root")
    return tmp_path / "root"


def drawn(root: Path, slos: str) -> dict[str, Any]:
    """The panels of the cockpit of checkout, by title."""
    (root / "slos" / "checkout.yaml").write_text(slos, "utf-8")
    compiled = compile_project(str(root), today="2026-11-30")
    assert [f.message for f in compiled.findings if f.severity == "error"] == []
    (content,) = (a.content for a in compiled.artifacts if a.path == "grafana/functional/checkout.json")
    cockpit = json.loads(content)
    assert violations(cockpit) == []
    return {panel["title"]: panel for panel in cockpit["panels"]}


def lines(panel: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """The expression and the colour of each dashed line, by legend."""
    colors = {
        change["matcher"]["options"]: {one["id"]: one["value"] for one in change["properties"]}
        for change in panel["fieldConfig"]["overrides"]
    }
    assert all(change["custom.lineStyle"]["fill"] == "dash" for change in colors.values())
    return {
        target["legendFormat"]: (target["expr"], colors[target["refId"]]["color"]["fixedColor"])
        for target in panel["targets"]
        if target["refId"] in colors
    }


def test_limits_are_those_of_the_environment_that_is_chosen(root):
    """14.4 times a budget of 10 % is more than everything: the tier was left out there, and its line is not drawn."""
    budget = 'slo:error_budget:ratio{service="checkout",slo="availability",environment="$environment"}'
    assert lines(drawn(root, DIFFERENT)["Requests answered: error ratio"]) == {
        "page when 1h is above": (f"14.4 * {budget} < 1", "red"),
        "ticket when 1d is above": (f"3 * {budget}", "orange"),
        "page when 3d is above": (f"1 * {budget}", "red"),
    }


def staged(of_p: str, of_staging: str = "") -> str:
    """The objective at one stage in P, which pages, and at another in staging, which is internal and never does."""
    own = f", stage: {of_staging}" if of_staging else ""
    plain = DIFFERENT.replace("  alerting: {disable: [6h], tiers: {3d: {severity: page}}}\n", "")
    return plain.replace("objective: 90}", f"objective: 90{own}}}").replace("  sli:", f"  stage: {of_p}\n  sli:")


@pytest.mark.parametrize(
    ("stages", "legends"),
    [
        (("page", "shadow"), {"page 1h": "red", "page 6h": "red", "ticket 1d": "orange", "ticket 3d": "orange"}),
        (("ticket",), {f"ticket {window}": "orange" for window in ("1h", "6h", "1d", "3d")}),
        (("shadow",), {f"silent {window}": "orange" for window in ("1h", "6h", "1d", "3d")}),
        (("draft", "shadow"), {f"silent {window}": "orange" for window in ("1h", "6h", "1d", "3d")}),
        # 14.4 * 10 % is more than everything, so that in staging, the louder one here, there is no tier of 1h
        (
            ("shadow", "ticket"),
            {"silent 1h": "orange"} | {f"ticket {window}": "orange" for window in ("6h", "1d", "3d")},
        ),
    ],
)
def test_a_line_is_as_loud_as_its_alert_is_in_the_loudest_environment(root, stages, legends):
    panel = drawn(root, staged(*stages))["Requests answered: error ratio"]
    found = {
        legend.replace(" when", "").removesuffix(" is above"): color for legend, (_, color) in lines(panel).items()
    }
    assert found == legends


@pytest.mark.parametrize(
    ("stages", "said"),
    [
        (("page",), "pages (red) or makes a ticket (orange), in the environment chosen. In staging a ticket at most."),
        (("page", "shadow"), "pages (red) or makes a ticket (orange), in the environment chosen. In staging silent."),
        (("ticket",), "makes a ticket (orange), in the environment chosen."),
        (("ticket", "draft"), "makes a ticket (orange), in the environment chosen. In staging silent."),
        (("shadow",), "fires silently (orange), in the environment chosen."),
        # in staging, the louder one here, there is no tier of 1h
        (
            ("shadow", "ticket"),
            "makes a ticket or fires silently (orange), in the environment chosen. In P silent.",
        ),
    ],
)
def test_words_say_how_loud_the_lines_are_and_where_they_are_less(root, stages, said):
    panel = drawn(root, staged(*stages))["Requests answered: error ratio"]
    assert panel["description"].endswith(f" Dashed: the ratio above which a window {said}")


def test_windows_are_the_base_and_those_that_alerts_wait_for(root):
    project = root / "avionics.yaml"
    text = project.read_text("utf-8")
    assert "rules:" not in text
    project.write_text(text + "rules: {scrapeInterval: 2m, evaluationInterval: 2m, baseWindow: 10m}\n", "utf-8")
    panels = drawn(root, DIFFERENT)
    windows = [
        target["legendFormat"]
        for target in panels["Requests answered: error ratio"]["targets"]
        if "ratio_rate" in target["expr"]
    ]
    assert windows == ["10m", "1h", "1d", "3d"]
    assert [target["expr"].partition("{")[0] for target in panels["Requests answered: events"]["targets"]] == [
        "slo:sli_total:rate10m",
        "slo:sli_errors:rate10m",
    ]


def test_words_say_each_environment_by_name(root):
    panels = drawn(root, DIFFERENT)
    for title in ("Budget left: Requests answered", "Requests answered: error ratio"):
        assert "(99.9 % in P; 90 % in staging, good over 30d)" in panels[title]["description"]
    same = drawn(root, DIFFERENT.replace("  environments:\n    staging: {objective: 90}\n", ""))
    assert "(99.9 % good over 30d)" in same["Budget left: Requests answered"]["description"]


def steps(panel: dict[str, Any]) -> list[tuple[float | None, str]]:
    return [(step["value"], step["color"]) for step in panel["fieldConfig"]["defaults"]["thresholds"]["steps"]]


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        ("30d", [(None, "green"), (1.0, "orange"), (6.0, "red")]),
        ("28d", [(None, "green"), (1.0, "orange"), (5.6, "red")]),  # 5 % of the budget in 6 h: 0.05 * 28 d / 6 h
    ],
)
def test_the_burn_rate_is_red_where_the_objectives_own_pages_begin(root, window, expected):
    plain = DIFFERENT.replace("  alerting: {disable: [6h], tiers: {3d: {severity: page}}}\n", f"  window: {window}\n")
    assert steps(drawn(root, plain)["Burn rate: Requests answered"]) == expected


def test_between_allowed_and_the_first_alert_the_burn_rate_is_yellow(root):
    disabled = DIFFERENT.replace("tiers: {3d: {severity: page}}", "").replace("[6h], ", "[6h, 3d]")
    assert steps(drawn(root, disabled)["Burn rate: Requests answered"]) == [
        (None, "green"),
        (1.0, "yellow"),
        (3.0, "orange"),
        (14.4, "red"),
    ]


@pytest.mark.parametrize(
    ("stages", "first", "said"),
    [
        (("page",), "Red", "a page, if it lasts, orange for a ticket. In staging a ticket at most."),
        (("ticket",), "Orange", "a ticket, if it lasts."),
        (("shadow",), "Orange", "an alert that nobody is told of, if it lasts."),
        (("shadow", "ticket"), "Orange", "a ticket or an alert that nobody is told of, if it lasts. In P silent."),
    ],
)
def test_the_burn_rate_is_red_only_where_something_pages(root, stages, first, said):
    """By the Workbook the slowest tier burns at 1, the slower one of those that page at 6."""
    panel = drawn(root, staged(*stages))["Burn rate: Requests answered"]
    assert steps(panel) == [(None, "green"), (1.0, "orange"), *([(6.0, "red")] if first == "Red" else [])]
    assert panel["description"].endswith(f" {first} is fast enough for {said}")


def test_how_much_was_measured_is_shown(root):
    (target,) = drawn(root, DIFFERENT)["Measured: Requests answered"]["targets"]
    series = 'slo:sli_coverage:ratio30d{service="checkout",slo="availability",environment="$environment"}'
    assert target["expr"] == f"min({series})"


def test_traffic_names_the_alerts_that_lead_to_it(root):
    silent = DIFFERENT.replace("alerting: {", "alerting: {absence: {vanished: none, idle: ticket}, ")
    assert drawn(root, silent)["Requests answered: events"]["description"].endswith(
        " Fires CheckoutAvailabilityIdle, CheckoutAvailabilityNeverSeen."
    )


def test_a_dependency_has_one_line_where_its_budget_is_used_up_exactly(root):
    """Where its alerts fire depends on objectives with periods of their own."""
    service = root / "services" / "payments.yaml"
    append(service, "dependsOn: [{service: checkout, impact: hard}]\n")
    compiled = compile_project(str(root), today="2026-11-30")
    (content,) = (a.content for a in compiled.artifacts if a.path == "grafana/functional/payments.json")
    (panel,) = (panel for panel in json.loads(content)["panels"] if panel["title"] == "Checkout")
    assert steps(panel) == [(None, "green"), (1, "orange")]


def test_of_a_composite_each_part_is_a_line(root):
    buying = """\
- name: buying
  title: Buying
  objective: 99
  impact: Customers cannot buy
  playbook: checkout/availability.md
  stage: ticket
  by: [region]
  sli:
    composite: {worst: [checkout/availability, checkout/quality], volume: checkout/availability}
- name: quality
  objective: 99
  impact: Customers see errors
  playbook: checkout/availability.md
  by: [region]
  sli: {ratio: {total: 'asked_total{job="checkout"}', errors: 'wrong_total{job="checkout"}'}}
"""
    kept = DIFFERENT.replace("  objective: 99.9\n", "  objective: 99.9\n  by: [region]\n")
    panels = drawn(root, kept + buying)
    assert "Requests answered: its parts" not in panels, "it is made of raw series"
    chosen = 'environment="$environment",region=~"$region"'
    assert {target["legendFormat"]: target["expr"] for target in panels["Buying: its parts"]["targets"]} == {
        part: f'max(slo:sli_error:ratio_rate5m{{service="checkout",slo="{part.partition("/")[2]}",{chosen}}})'
        for part in ("checkout/availability", "checkout/quality")
    }
