"""Selectors of indicators that were copied out of other tools: one look at the help is enough to put them right."""

from __future__ import annotations

import json

import pytest
from rule_pages import checked, objectives

SLOS = """\
apiVersion: avionics/v1
kind: ServiceLevelObjectives
service: checkout
slos:
- name: availability
  objective: 99.9
  sli:
    ratio:
      total: orders_total
      errors: """
ALONE = 'orders_total{code="500"}'


@pytest.mark.parametrize(
    "errors",
    [
        "sum(rate({}[$__rate_interval]))",
        "rate({}[${{interval:raw}}:$__interval])",
        "increase({}[{{{{.window}}}}])",
        "{}[$interval]",
        "{} offset $interval",
        "sum(rate({}[5m]))",
    ],
)
def test_the_series_alone_is_told_at_once(errors, tmp_path):
    findings, output = checked({"slos/checkout.yaml": SLOS + json.dumps(errors.format(ALONE))}, tmp_path / "project")
    (found,) = [one for one in findings if one.rule == "promql-syntax"]
    assert found.help == f"write the series alone, {ALONE}: function and window are put around it", output
    findings, output = checked({"slos/checkout.yaml": SLOS + json.dumps(ALONE)}, tmp_path / "after")
    assert not [one for one in findings if one.severity == "error"], output


def test_quotes_of_a_word_processor_in_one_selector_stop_no_rule_that_reads_another(tmp_path):
    ratio = {"total": "call_seconds_count{job=“checkout”}", "errors": 'call_seconds_bucket{le="0.3"}'}
    findings, output = checked(objectives({"name": "availability", "sli": {"ratio": ratio}}), tmp_path / "project")
    assert [one.rule for one in findings if one.severity == "error"] == ["promql-syntax"], output
