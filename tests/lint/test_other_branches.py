"""What rules say beside the example of their pages: of the same slip another way round."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from avionics.app.compile import compile_project
from edits import swap
from tools import ROOT

SLI = """\
    ratio:
      total: http_requests_total{job="checkout"}
      errors: http_requests_total{job="checkout",code=~"5.."}
"""
AGAIN = """\
- name: staging
  title: Staging
  audience: internal
  matchers: {environment: P}
  datasources: {prometheus: prometheus-s}
  grafana: https://grafana.shop.example
  kibana: {url: https://kibana.shop.example}
  dataViews: {app-logs: 'logs-*'}
agreements: optional"""


@pytest.mark.parametrize(
    ("file", "before", "after", "rule", "message"),
    [
        ("avionics.yaml", "agreements: optional", AGAIN, "duplicate-environment",
         "staging has the same labels as P: their alerts cannot be told apart"),
        ("slos/checkout.yaml", SLI, "    latency: {histogram: '{job=\"checkout\"}', threshold: 1s}\n", "histogram-name",
         "the selector names no histogram"),
        ("slos/checkout.yaml", "  objective: 99.9\n", "  objective: 99.9\n  window: 30m\n", "slo-window",
         "a window of 30m, expected 1h to 3650d"),
        ("services/checkout.yaml", "dataView: app-logs", "dataView: app-logs, query: '(level: error}'", "kql-syntax",
         "not KQL: unexpected '}'"),
        ("slos/checkout.yaml", "  objective: 99.9\n",
         "  objective: 99.9\n  window: {every: month, timeZone: Europe/Berlin}\n", "calendar-ends",
         "rules know the calendar of 'availability' from 2030 on only; until then there is no period"),
    ],
)  # fmt: skip
def test_what_is_said(file, before, after, rule, message, tmp_path):
    root: Path = tmp_path / "root"
    shutil.copytree(ROOT / "tests" / "specs" / "ok", root)
    swap(root / file, before, after)
    swap(root / "avionics.yaml", "agreements:", "rules: {calendarUntil: 2034}\nagreements:")  # for calendars alone
    said = [one.message for one in compile_project(str(root), today="2026-11-30").findings if one.rule == rule]
    assert said == [message]
