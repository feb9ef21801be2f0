"""What a description may hold is held to promtool, whose templates are Prometheus's own."""

from __future__ import annotations

import json
import subprocess

import pytest
from rule_pages import checked

from tools import promtools

ALERTS = """\
apiVersion: avionics/v1
kind: Alerts
service: checkout
alerts:
- name: CheckoutQueueStuck
  expr: max by (queue) (queue_age_seconds) > 600
  by: [queue]
  severity: page
  type: symptom
  impact: Customers cannot pay
  description: """
FINE = [
    "{{$value}}",
    "{{- $value -}}",
    "{{ $value|humanize }}",
    "{{$labels.queue -}} }}",
    "{{ $value\n}}",
    '{{ $value | printf "%.2f of 5%%" }}',
    '{{ $value | printf "%0.0f" }}',
    "a }} b { $value } {",
]
BROKEN = [
    "{{-$value-}}",
    "{{$value-}}",
    "{{-$labels.queue}}",
    r'{{ $value | printf "%.2f\q" }}',
    r'{{ $value | printf "%.2f\" }}',
    '{{ $value | printf "a\n%.2f" }}',
    "{{ $value }",
    "{{{ $value }}}",
    "{{ end }}",
]


@pytest.mark.parametrize(("text", "fine"), [*((text, True) for text in FINE), *((text, False) for text in BROKEN)])
@pytest.mark.parametrize("promtool", promtools())
def test_no_description_that_prometheus_refuses_gets_through(promtool, text, fine, tmp_path):
    """It refuses the whole file for it, and keeps the rules it had before."""
    rule = {"alert": "A", "expr": "up == 0", "annotations": {"description": text}}
    (tmp_path / "rules.yaml").write_text(json.dumps({"groups": [{"name": "a", "rules": [rule]}]}))
    done = subprocess.run([promtool, "check", "rules", tmp_path / "rules.yaml"], check=False, capture_output=True)
    assert (done.returncode == 0) is fine
    findings, _ = checked({"alerts/checkout.yaml": ALERTS + json.dumps(text)}, tmp_path / "project")
    assert ("template-text" not in {one.rule for one in findings}) is fine
