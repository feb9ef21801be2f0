"""Faults that are tried together are judged as each would be alone."""

from __future__ import annotations

import shutil

import pytest
from msgspec.structs import replace

from avionics.app.compile import compile_project
from avionics.app.prove import batches
from avionics.app.prove.batches import verdicts
from avionics.place import Where
from avionics.plan.values import Group, Recording
from avionics.proof.faults.beside import beside, copied
from avionics.proof.faults.mutants import Mutant, mutants
from avionics.proof.suites.of_plan import suites
from avionics.proof.values import Case, Question, Sample, Suite
from proof.projects import TODAY, project
from tools import tool

WHERE = Where("slos/checkout.yaml")


def recording(name: str, expr: str) -> Recording:
    return Recording(WHERE, name, expr, ())


def asked(expr: str, value: float) -> Question:
    return Question(WHERE, "checkout", "it is so", expr, 600, (Sample(expr, (("job", "a"),), value),))


PAID, OPEN = recording("job:paid", "paid + 0"), recording("job:open", "open + 0")
ALL = recording("job:all", "job:paid + job:open")
SUITE = Suite(
    "P",
    "checkout/orders",
    60,
    (Group("orders", 60, (PAID, OPEN, ALL)),),
    (
        Case(
            "orders",
            60,
            (('paid{job="a"}', "3x10"), ('open{job="a"}', "2x10"), ('job:all{job="a"}', "_x10")),
            (asked("job:paid", 3), asked("job:open", 2), asked("job:all", 5)),
        ),
    ),
)
"""Three orders are paid and two are open, five in all."""


def test_what_a_fault_can_change_is_copied_and_all_else_is_shared():
    fault = Mutant(PAID, recording("job:paid", "paid - 1"), "+ 0 -> - 1")
    found = beside(SUITE, [copied(SUITE, fault, 7)], "both")
    (group,), (case,) = found.groups, found.cases
    assert [(rule.record, rule.expr) for rule in group.rules] == [
        ("job:paid", "paid + 0"),
        ("job:paid:fault7", "paid - 1"),
        ("job:open", "open + 0"),
        ("job:all", "job:paid + job:open"),
        ("job:all:fault7", "job:paid:fault7 + job:open"),
    ], "each copy stands behind its rule, since rules are evaluated in order"
    assert [question.expr for question in case.questions] == ["job:paid:fault7", "job:all:fault7"]
    assert [series for series, _ in case.series] == [
        'paid{job="a"}', 'open{job="a"}', 'job:all{job="a"}', 'job:all:fault7{job="a"}',
    ], "what is given of a copied recording is given of the copy, too"  # fmt: skip


def test_a_rule_that_cannot_be_evaluated_does_not_hide_what_becomes_of_the_others(tmp_path):
    faults = {
        "noticed": Mutant(PAID, recording("job:paid", "paid + 1"), ""),
        "not evaluated": Mutant(PAID, recording("job:paid", '{__name__=~"paid|open"} + 0'), ""),
        "no rule": Mutant(OPEN, recording("job:open", "open +"), ""),
        "survives": Mutant(OPEN, recording("job:open", "open - 0"), ""),
        "in what is made of it": Mutant(ALL, recording("job:all", "job:paid - job:open"), ""),
    }
    tried = [(name, mutant, SUITE) for name, mutant in faults.items()]
    assert dict(verdicts(tool("promtool"), str(tmp_path), tried)) == {
        "noticed": "noticed",
        "not evaluated": "noticed",
        "no rule": "invalid",
        "survives": "survives",
        "in what is made of it": "noticed",
    }


def _less_asked(suite: Suite) -> Suite:
    """A suite that misses faults: it asks every sixth question."""
    (case,) = suite.cases
    return replace(suite, cases=(replace(case, questions=case.questions[::6]),))


@pytest.mark.parametrize("window", ["1h", "6h"])
def test_a_tier_notices_together_what_it_notices_apart(window, tmp_path, monkeypatch):
    """Every eleventh fault of all rules of a tier: in pairs, in alerts, in what texts ask for."""
    root = project(tmp_path / "project")
    compiled = compile_project(str(root), today=TODAY, targets=("prometheus",))
    found = suites(compiled.outcomes["checkout"].plan, compiled.catalog, [])
    suite = _less_asked(next(one for one in found if one.path.endswith(window)))
    every = [mutant for group in suite.groups for rule in group.rules for mutant in mutants(rule)][::11]
    tried = [(number, mutant, suite) for number, mutant in enumerate(every)]
    together = dict(verdicts(tool("promtool"), str(tmp_path), tried))
    monkeypatch.setattr(batches, "TOGETHER", 1)
    monkeypatch.setattr(batches, "beginning", lambda _: None)
    shutil.rmtree(tmp_path / "P")
    apart = dict(verdicts(tool("promtool"), str(tmp_path), tried))
    assert together == apart
    assert set(apart.values()) >= {"noticed", "survives"}, "or there is nothing to tell apart"
