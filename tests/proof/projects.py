"""A project of one service, to be proved and to be broken."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from avionics.app.prove import Options, Proved, prove
from tools import BIN, ROOT, tool

TODAY = "2026-11-23"
TINY = ROOT / "tests" / "golden" / "tiny" / "in"

ALERTS = """apiVersion: avionics/v1
kind: Alerts
service: checkout
alerts:
- name: CheckoutQueueStuck
  expr: max by (queue) (queue_age_seconds{{job="checkout"}})
  above: 600
  for: 5m
  severity: ticket
  type: cause
  impact: Orders wait
  by: [queue]
{more}"""

SOUND = """  tests:
  - name: It stands still
    series:
      queue_age_seconds{job="checkout",queue="paid"}: 0x9 700x20
      queue_age_seconds{job="checkout",queue="other"}: 5x30
    fires: [{at: 15m, labels: {queue: paid}}]
    silent: [9m, 14m]
"""
"""Cases of that alert, which its rule fulfils."""

TEST = """rule_files: [../build/prometheus/P/checkout.yaml]
evaluation_interval: 1m
tests:
- interval: 1m
  input_series:
  - {series: 'http_requests_total{job="checkout",environment="P",code="200"}', values: '0+60x10'}
  promql_expr_test:
  - expr: checkout:requests:rate5m
    eval_time: 10m
    exp_samples:
    - {labels: 'checkout:requests:rate5m{environment="P",service="checkout"}', value: 1}
"""
"""A test of the service's own rule, written by hand."""

PAYMENT = """- name: payment
  objective: 99.9
  impact: Customers cannot pay
  playbook: checkout/availability.md
  sli:
    ratio:
      total: payments_total{job="checkout"}
      errors: payments_total{job="checkout",result="failed"}
"""
"""One more objective of its service."""


def project(root: Path, **files: str) -> Path:
    """The tiny project in `root`, with `files` put over it: slos=... is slos/checkout.yaml."""
    shutil.copytree(TINY, root)
    for folder, content in files.items():
        path = root / folder / "checkout.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, "utf-8")
    if "alerts" in files:
        page = root / "playbooks" / "checkout" / "availability.md"
        (page.parent / "CheckoutQueueStuck.md").write_text(page.read_text("utf-8"), "utf-8")
    return root


def objectives(*fields: dict[str, Any]) -> str:
    """Objectives of the tiny project's service: all of them are proved in little more time than one."""
    given = {"objective": 99.9, "impact": "Customers cannot pay", "playbook": "checkout/availability.md"}
    written = ({"name": f"of-{number}", **given, **each} for number, each in enumerate(fields))
    head = "apiVersion: avionics/v1\nkind: ServiceLevelObjectives\nservice: checkout\nslos:\n"
    return head + "".join(f"- {json.dumps(one)}\n" for one in written)


def without_objectives(root: Path, alerts: str) -> Path:
    """The tiny project with these alerts or rules alone: what is generated for an objective takes a second to run."""
    project(root, alerts=alerts)
    (root / "slos" / "checkout.yaml").unlink()
    return root


def proved(root: Path, monkeypatch, **options) -> Proved:
    """What `avionics test` finds."""
    tool("promtool")
    monkeypatch.setenv("PATH", str(BIN), prepend=":")
    return prove(str(root), Options(TODAY, lambda *_: None, lambda _: None, **options))


def said(done: Proved) -> list[str]:
    return [f"{each.rule}: {each.message}" for each in done.findings]
