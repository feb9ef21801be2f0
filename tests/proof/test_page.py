"""The page's example is run."""

from __future__ import annotations

import re

from proof.projects import ALERTS, project, proved, said
from tools import ROOT

PAGE = ROOT / "compiler" / "avionics" / "proof" / "README.md"


def test_the_example_holds(tmp_path, monkeypatch):
    (example,) = re.findall(r"```yaml title=alerts/checkout.yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert example.startswith(ALERTS.format(more="")[:60])
    assert said(proved(project(tmp_path / "project", alerts=example), monkeypatch)) == []
