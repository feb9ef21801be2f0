"""Suggestions are for people: thousands of unknown names are refused without thousands of searches."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from avionics import finding
from avionics.app.compile import compile_project
from avionics.finding import Finding
from avionics.lint import engine
from edits import append, swap
from tools import ROOT

PROJECT = ROOT / "tests" / "lint" / "base_project"


def unknown(tmp_path: Path, names: list[str]) -> list[Finding]:
    """What is found of a checkout that needs services of these names."""
    shutil.copytree(PROJECT, tmp_path / "root")
    spec = tmp_path / "root" / "services" / "checkout.yaml"
    needed = json.dumps([{"service": name, "impact": "soft"} for name in names])
    append(spec, f"dependsOn: {needed}\n")
    found = compile_project(str(tmp_path / "root"), today="2026-11-30").findings
    return [one for one in found if one.rule == "unknown-service"]


def test_work_is_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(engine, "SUGGESTED", 20)
    finding._nearest.cache_clear()
    names = [f"paymentz-{number}" for number in range(50)]
    found = unknown(tmp_path, names)
    assert len(found) == len(names)
    assert finding._nearest.cache_info().misses == 10, (
        "one search for each name of this unit's share: 20 for 2 services"
    )
    unasked = [f"a new one goes into services/{name}.yaml" for name in names[10:]]
    assert [one.help for one in found] == ["did you mean 'payments'?"] * 10 + unasked


def test_a_name_counts_once(tmp_path):
    found = unknown(tmp_path, ["paymentz"] * 3 + ["chekout"])
    assert [one.help for one in found] == ["did you mean 'payments'?"] * 3 + ["did you mean 'checkout'?"]


def test_a_name_that_is_like_none_may_be_a_new_one(tmp_path):
    """Somebody who begins has no team yet: that none is declared is no way out."""
    (found,) = unknown(tmp_path, ["warehouse"])
    assert found.help == "expected one of: checkout, payments; a new one goes into services/warehouse.yaml"
    for team in (tmp_path / "root" / "teams").iterdir():
        team.unlink()
    teams = [one for one in compile_project(str(tmp_path / "root"), today="2026-11-30").findings
             if one.rule == "unknown-team" and "'sre-core'" in one.message]  # fmt: skip
    assert teams, "its owners are looked at"
    assert {one.help for one in teams} == {"none is declared; a new one goes into teams/sre-core.yaml"}


def test_a_hundred_is_no_objective(tmp_path):
    shutil.copytree(PROJECT, tmp_path / "root")
    swap(tmp_path / "root" / "slos" / "checkout.yaml", "  objective: 99.9\n", "  objective: 1\n")
    (found,) = [
        one
        for one in compile_project(str(tmp_path / "root"), today="2026-11-30").findings
        if one.rule == "objective-fraction"
    ]
    assert found.help == "write per cent: below 100, such as 99.9", "the schema refuses 100"
