"""Whole projects, compiled, against output that a human has read: `in` is written by hand, `out` by `make golden`."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from grafana_oracle import violations
from system.rendering import clean, said, tree
from tools import promtools, tool

CASES = sorted(folder.parent for folder in Path(__file__).parent.glob("*/in"))
NOT_READ_AGAIN = (
    # rules of another environment, of which nothing but its names and addresses differs
    "prometheus/D-P/cellar.yaml", "prometheus/D-P/shelf.yaml", "drafts/D-P/till.yaml",
    # the rules of rule files, as tests/targets/test_kubernetes.py proves
    "kubernetes/D-P/shelf.yaml", "kubernetes/D-P/till.yaml",
)  # fmt: skip
"""What others that are read hold too: the manifest has its sums."""


@pytest.fixture(scope="module", params=CASES, ids=lambda case: case.name)
def case(request) -> Path:
    return request.param


@pytest.fixture(scope="module")
def made(case: Path, tmp_path_factory) -> Path:
    """What the case compiles to, without a finding."""
    out = tmp_path_factory.mktemp(case.name) / "out"
    assert said(clean(case / "in", out)) == []
    return out


def test_output_is_the_one_that_was_read(case, made, golden, update_golden):
    compiled, accepted = tree(made), tree(case / "out")
    for path in NOT_READ_AGAIN:
        compiled.pop(path, None)
    for path in sorted(accepted.keys() - compiled.keys()):
        assert update_golden, f"{case.name}/out/{path} is no longer compiled: `make golden` removes it"
        (case / "out" / path).unlink()
    for path in sorted(compiled, key=lambda path: (path == "manifest.json", path)):  # it differs whenever another does
        golden(case / "out" / path, compiled[path])


def test_prometheus_and_alertmanager_accept_it(made):
    rules = sorted([*made.glob("prometheus/*/*.yaml"), *made.glob("drafts/*/*.yaml")])
    commands = [[promtool, "check", "rules", *rules] for promtool in promtools()]
    commands.append([tool("amtool"), "check-config", made / "alertmanager" / "alertmanager.yml"])
    for command in commands:
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def test_grafana_accepts_it(made):
    for file in sorted(made.glob("grafana/*/*.json")):
        assert violations(json.loads(file.read_text("utf-8"))) == [], file.name
