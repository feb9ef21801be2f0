"""Whatever the period: what the rules of an objective read of what is recorded, one of them records.

A rule that reads what nobody records is no error of syntax. Its alert never fires.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from avionics.app.compile import compile_project
from edits import append

PROJECT = Path(__file__).parents[1] / "lint" / "base_project"
RATIO = "{ratio: {total: 'requests_total', errors: 'requests_total{code=\"500\"}'}}"
RAW = "{raw: {errorRatio: 'avg_over_time(broken_share[$window])'}}"
PERIODS = [
    "1d", "3d", "7d", "28d", "30d", "90d", "{every: week, timeZone: UTC}", "{every: month, timeZone: Europe/Berlin}",
]  # fmt: skip
RECORDED = re.compile(r"\bslo:\w+(?::\w+)?")


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("base", ["1m", "5m", "15m"])
def test_what_rules_read_is_recorded(base, period, tmp_path):
    objectives = {"ratio": RATIO, "raw": RAW, "worst": "{composite: {worst: [checkout/ratio, checkout/raw]}}"}
    slos = "".join(
        f"- name: {name}\n  objective: 99\n  window: {period}\n  sli: {sli}\n" for name, sli in objectives.items()
    )
    shutil.copytree(PROJECT, tmp_path / "root")
    (tmp_path / "root" / "slos" / "checkout.yaml").write_text(
        f"apiVersion: avionics/v1\nkind: ServiceLevelObjectives\nservice: checkout\nslos:\n{slos}", "utf-8"
    )
    written = tmp_path / "root" / "avionics.yaml"
    rules = f"rules: {{scrapeInterval: 15s, evaluationInterval: 30s, baseWindow: {base}}}\n"
    append(written, rules)
    compiled = compile_project(str(tmp_path / "root"), today="2026-11-30", targets=("prometheus",))
    plan = compiled.outcomes["checkout"].plan
    assert plan, f"checkout is not compiled: {[found.message for found in compiled.findings]}"
    made = [rule for group in plan.environments[0].groups for rule in group.rules]
    for name in objectives:
        own = [rule for rule in made if dict(rule.labels).get("slo") == name]
        assert len(own) > 20, f"{name} has recordings and alerts"
        recorded = {rule.record for rule in own if hasattr(rule, "record")}
        reads = {series for rule in own for series in RECORDED.findall(rule.expr)}
        assert sorted(reads - recorded) == [], f"{name} reads what none of its rules records"
