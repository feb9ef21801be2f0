"""An indicator that plays no series, and a test of its base pair that somebody wrote instead."""

from __future__ import annotations

import pytest

from avionics.app.compile import compile_project
from avionics.app.prove.shown import shown
from proof.projects import TODAY, project, proved
from proof.ratios import GOOD, SLOS, TOTAL

MISSES = f"({TOTAL} - {GOOD}) / clamp_min({TOTAL}, 1)\n      weight: {TOTAL}"
"""No share of errors while there is less than an event a second, so that it is not played."""
TEST = """rule_files: [../build/prometheus/P/checkout.yaml]
evaluation_interval: 1m
tests:
- interval: 1m
  input_series:
  - {series: 'all_total{environment="P"}', values: '0+60x10'}
  - {series: 'good_total{environment="P"}', values: '0+45x10'}
  promql_expr_test:
  - expr: round(sum(slo:sli_total:rate5m{slo="only"}), 1e-6)
    eval_time: 10m
    exp_samples: [{value: 1}]
  - expr: round(sum(slo:sli_errors:rate5m{slo="only",environment="P"}), 1e-6)
    eval_time: 10m
    exp_samples: [{value: 0.25}]
"""
"""60 events a minute are 1 a second, of which a quarter is not good; rounded, since Prometheus 3 adds otherwise."""
HELP = (
    "in rule-tests/, write a test on ../build/prometheus/P/checkout.yaml that gives raw series, and says in "
    "'exp_samples' "
    'what slo:sli_total:rate5m{slo="only"} and slo:sli_errors:rate5m{slo="only"} must be'
)


@pytest.mark.parametrize(("test", "told"), [("", [HELP]), (TEST, [])], ids=["no test", "one of the pair"])
def test_who_has_written_it_is_not_told_to(test, told, tmp_path, monkeypatch):
    root = project(tmp_path / "project", slos=SLOS.format(MISSES))
    if test:
        (root / "rule-tests").mkdir()
        (root / "rule-tests" / "only.yaml").write_text(test, "utf-8")
    done = proved(root, monkeypatch)
    assert [each.help for each in done.findings if each.rule == "not-played"] == told
    assert [trial.claim for trial in done.trials if trial.fault] == [], "the test that people are told to write holds"


@pytest.mark.parametrize(
    ("old", "new", "is_shown"),
    [
        ("", "", True),
        ('slo="only"', 'slo=~"on.*"', True),
        ('{slo="only"}', "", True),
        ('slo="only",', 'slo="other",', False),
        ('slo="only",', 'slo!="only",', False),
        ('slo="only",', 'service="shop",', False),
        ("slo:sli_errors:rate5m", "slo:sli_errors:rate30m", False),
        ("[{value: 0.25}]", "[]", False),
        ("P/checkout", "P/shop", False),
        ("good_total{", "slo:sli_errors:rate5m{", False),
        ('slo="only",', 'slo="only,', False),
        ("tests:", "tests: 1\nothers:", False),
    ],
)
def test_what_is_shown(old, new, is_shown, tmp_path):
    compiled = compile_project(str(project(tmp_path / "project", slos=SLOS.format(MISSES))), today=TODAY, targets=())
    plans = [outcome.plan for outcome in compiled.outcomes.values() if outcome.plan]
    found = shown([TEST.replace(old, new).encode()], plans, "5m")
    assert found == (frozenset({"checkout/only"}) if is_shown else frozenset())


def test_a_pair_may_be_asked_about_in_two_files(tmp_path):
    compiled = compile_project(str(project(tmp_path / "project", slos=SLOS.format(MISSES))), today=TODAY, targets=())
    plans = [outcome.plan for outcome in compiled.outcomes.values() if outcome.plan]
    halves = [TEST.replace("slo:sli_total", "x").encode(), TEST.replace("slo:sli_errors", "x").encode()]
    assert [shown([half], plans, "5m") for half in halves] == [frozenset(), frozenset()]
    assert shown(halves, plans, "5m") == {"checkout/only"}
