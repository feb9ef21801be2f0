"""Faults in rules that only tests written by hand can notice: recordings that no objective explains."""

from __future__ import annotations

import pytest

from proof.projects import proved, without_objectives

RULES = """apiVersion: avionics/v1
kind: Alerts
service: checkout
rules:
- record: checkout:orders:total
  expr: orders_paid_total{job="checkout"} + orders_open_total{job="checkout"}
"""

TEST = """rule_files: [../build/prometheus/P/checkout.yaml]
evaluation_interval: 1m
tests:
- interval: 1m
  input_series:
  - {series: 'orders_paid_total{job="checkout",environment="P"}', values: '3x5'}
  - {series: 'orders_open_total{job="checkout",environment="P"}', values: 'OPENx5'}
  promql_expr_test:
  - expr: checkout:orders:total
    eval_time: 5m
    exp_samples: [{labels: 'checkout:orders:total{job="checkout",environment="P",service="checkout"}', value: SUM}]
"""
"""Three orders are paid; the numbers of those that are open, and of all, are put in."""


@pytest.mark.parametrize(
    ("numbers", "survives"),
    [
        pytest.param({"OPEN": "2", "SUM": "5"}, [], id="3 - 2 is not 5"),
        pytest.param({"OPEN": "0", "SUM": "3"}, ["+ -> -"], id="3 - 0 is 3 as well"),
        pytest.param({"OPEN": "2", "SUM": "6"}, ["+ -> -"], id="a test that fails on sound rules notices nothing"),
        pytest.param({}, ["+ -> -"], id="no test at all"),
    ],
)
def test_a_fault_survives_what_people_wrote_only_if_that_cannot_tell(numbers, survives, tmp_path, monkeypatch):
    root = without_objectives(tmp_path / "project", RULES)
    if numbers:
        text = TEST.replace("OPEN", numbers["OPEN"]).replace("SUM", numbers["SUM"])
        (root / "rule-tests").mkdir()
        (root / "rule-tests" / "own.yaml").write_text(text, "utf-8")
    done = proved(root, monkeypatch, mutate=True)
    assert sum(done.faults.values()) == 1, "the one operator is what can be wrong"
    assert [one.claim.rpartition("}")[2].strip() for one in done.survivors] == survives
    assert [one.where.path for one in done.survivors] == ["alerts/checkout.yaml"] * len(survives)


def test_a_fault_is_told_with_its_environment_whatever_that_is_labelled_by(tmp_path, monkeypatch):
    """It stood in a label `environment`, which most projects call otherwise: "survives in checkout:orders:total ()"."""
    root = without_objectives(tmp_path / "project", RULES)
    spec = root / "avionics.yaml"
    spec.write_text(spec.read_text("utf-8").replace("{environment: P}", "{cluster: eu-1}"), "utf-8")
    done = proved(root, monkeypatch, mutate=True)
    assert [one.environment for one in done.survivors] == ["P"]
