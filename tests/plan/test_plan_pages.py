"""The pages beside the plan: what is an example there compiles without a finding, and to what is shown."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from avionics.app.compile import compile_project
from tools import ROOT

BASE = ROOT / "tests" / "lint" / "base_project"
SPEC = re.compile(r"^```yaml title=(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHOWN = re.compile(r"^```promql\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BESIDE = sorted((ROOT / "compiler" / "avionics" / "plan").rglob("*.md"))
PAGES = [page for page in BESIDE if SPEC.search(page.read_text("utf-8"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_an_example_compiles_to_what_is_shown(page: Path, tmp_path: Path) -> None:
    text = page.read_text("utf-8")
    root = tmp_path / "project"
    shutil.copytree(BASE, root)
    for path, content in SPEC.findall(text):
        (root / path).write_text(content, "utf-8")
    done = compile_project(str(root), today="2026-11-23", targets=("prometheus",))
    assert not done.findings, [finding.message for finding in done.findings]
    rules = next(each.content for each in done.artifacts if each.path == "prometheus/P/checkout.yaml")
    expressions = [rule["expr"] for group in yaml.safe_load(rules)["groups"] for rule in group["rules"]]
    shown = SHOWN.findall(text)
    assert shown
    for expr in shown:
        assert any(each.startswith(expr.strip()) for each in expressions), expr
