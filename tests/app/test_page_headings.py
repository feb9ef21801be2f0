"""An alert's playbook may name a heading in any script: the page's anchors are those of the code host."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from avionics.app.compile import Compiled, compile_project
from edits import append, swap
from tools import ROOT

PROJECT = ROOT / "tests" / "lint" / "base_project"


def compiled(tmp_path: Path, heading: str, anchor: str) -> Compiled:
    """The project with a heading more in a page, and an alert that leads there."""
    root = shutil.copytree(PROJECT, tmp_path / "root")
    append(root / "playbooks" / "checkout" / "CheckoutQueueStuck.md", f"\n## {heading}\n\nWeigh it.\n")
    alert = "- name: CheckoutQueueStuck\n"
    swap(root / "alerts" / "checkout.yaml", alert, f"{alert}  playbook: checkout/CheckoutQueueStuck.md#{anchor}\n")
    return compile_project(str(root), today="2026-11-30")


def errors(done: Compiled) -> list[tuple[str, str]]:
    return [(one.rule, one.help) for one in done.findings if one.severity == "error"]


@pytest.mark.parametrize(
    ("heading", "anchor", "published"),
    [
        ("Größe prüfen", "größe-prüfen", "gr%C3%B6%C3%9Fe-pr%C3%BCfen"),
        ("原因を探す", "原因を探す", "%E5%8E%9F%E5%9B%A0%E3%82%92%E6%8E%A2%E3%81%99"),
        ("How much?", "how-much", "how-much"),
    ],
)
def test_the_address_leads_to_the_heading(tmp_path, heading, anchor, published):
    done = compiled(tmp_path, heading, anchor)
    assert errors(done) == []
    rules = next(one.content.decode() for one in done.artifacts if one.path == "prometheus/P/checkout.yaml")
    assert re.findall(r"playbook_url: '[^']*CheckoutQueueStuck#([^']*)'", rules) == [published]


def test_a_misspelt_one_is_told(tmp_path):
    assert errors(compiled(tmp_path, "Größe prüfen", "größe-pruefen")) == [
        ("playbook-missing", "did you mean 'größe-prüfen'?")
    ]


@pytest.mark.parametrize("anchor", ["Größe", "größe prüfen", "größe.", "a)", "{{x}}", "%20", "a#b"])
def test_what_no_anchor_can_be_is_refused_before_it_is_looked_for(tmp_path, anchor):
    ((rule, _),) = errors(compiled(tmp_path, "Größe prüfen", anchor))
    assert rule == "schema"
