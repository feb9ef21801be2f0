"""The page's example is run, and what editors show of a `raw` ratio."""

from __future__ import annotations

import json
import re

from proof.projects import ALERTS, project, proved, said
from tools import ROOT

PAGE = ROOT / "compiler" / "avionics" / "proof" / "README.md"
RAW = ROOT / "compiler" / "avionics" / "slis" / "raw" / "schema.json"
RATIO = """apiVersion: avionics/v1
kind: ServiceLevelObjectives
service: checkout
slos:
- name: availability
  objective: 99.9
  impact: Customers cannot pay
  sli:
    raw:
      errorRatio: {errorRatio}
      weight: {weight}
"""


def test_the_example_holds(tmp_path, monkeypatch):
    (example,) = re.findall(r"```yaml title=alerts/checkout.yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert example.startswith(ALERTS.format(more="")[:60])
    assert said(proved(project(tmp_path / "project", alerts=example), monkeypatch)) == []


def test_what_editors_show_of_a_ratio_holds_before_the_first_error(tmp_path, monkeypatch):
    fields = json.loads(RAW.read_text("utf-8"))["properties"]
    shown = {key: re.search(r": (.*?)\.(?= Default|$)", field["description"])[1] for key, field in fields.items()}
    assert shown["weight"] == "sum(rate(all_total[$window]))", "the whole expression was found"
    done = proved(project(tmp_path / "project", slos=RATIO.format(**shown)), monkeypatch)
    assert [trial.claim for trial in done.trials if trial.fault] == [], "whoever copies it has a sound objective"
