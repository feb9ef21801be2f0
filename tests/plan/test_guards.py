"""What a burn-rate alert waits for, as it is written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from avionics.app.compile import compile_project

PROJECT = Path(__file__).parents[1] / "lint" / "base_project"
SLOS = """apiVersion: avionics/v1
kind: ServiceLevelObjectives
service: checkout
slos:
- name: first
  objective: 99.9
  alerting: {{minFailures: {first}}}
  sli: &
- name: second
  objective: 99.9
  alerting: {{minFailures: {second}}}
  sli: &
""".replace("&", "{{ratio: {{total: 'requests_total', errors: 'requests_total{{code=\"500\"}}'}}}}")


def burning(tmp_path, first, second, more=""):
    """The burn-rate alerts of two objectives that wait for so many failures, and of what is added."""
    shutil.copytree(PROJECT, tmp_path / "root")
    (tmp_path / "root" / "slos" / "checkout.yaml").write_text(SLOS.format(first=first, second=second) + more, "utf-8")
    compiled = compile_project(str(tmp_path / "root"), today="2026-11-30", targets=("prometheus",))
    plan = compiled.outcomes["checkout"].plan
    assert plan, f"checkout is not compiled: {[found.message for found in compiled.findings]}"
    return [alert for alert in plan.alerts() if alert.window]


@pytest.mark.parametrize(("first", "second"), [("4.0", "4"), ("4", "4.0")])
def test_a_whole_number_is_said_in_one_way(tmp_path, first, second):
    """However it is written, and whichever objective is compiled first: 4.0 is a whole number in JSON Schema."""
    texts = [dict(alert.annotations)["description"] for alert in burning(tmp_path, first, second)]
    assert len(texts) >= 4, "each objective has a page and a ticket at least"
    assert [text for text in texts if "4 failures" not in text] == []


@pytest.mark.parametrize(("failures", "asked"), [(1, False), (2, True)])
def test_of_a_composite_one_failure_is_nothing_to_wait_for(failures, asked, tmp_path):
    """It asked for half of one, or for the ratio without what none had made: true of every ratio that burns."""
    journey = "sli: {composite: {journey: [checkout/first, checkout/second]}}"
    more = f"- {{name: third, objective: 99.9, alerting: {{minFailures: {failures}}}, {journey}}}\n"
    found = [alert.expr for alert in burning(tmp_path, 4, 4, more) if alert.slo == "third"]
    assert found
    assert {"slo:sli_effective_failures" in expr for expr in found} == {asked}
