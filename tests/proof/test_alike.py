"""Objectives whose rules differ in nothing but labels are proved by one of them; what differs is proved apart."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from avionics.plan.recordings import rules
from avionics.proof import alike
from proof.faults import err, of_alerts
from proof.projects import PAYMENT, TINY, project, proved, said

ONE = (TINY / "slos" / "checkout.yaml").read_text("utf-8")
TWO = ONE + PAYMENT
RAISED = "> 3 * 0.001", "> 30 * 0.001"


def test_one_proves_both_and_every_claim_is_counted(tmp_path, monkeypatch):
    one = proved(project(tmp_path / "one", slos=ONE), monkeypatch)
    two = proved(project(tmp_path / "two", slos=TWO), monkeypatch)
    assert said(two) == []
    assert two.suites == one.suites + 1, "the tier of 1 h is played from other series, all else is the same"
    claims = {
        slo: sorted(trial.claim for trial in two.trials if f"checkout/{slo}" in trial.subject)
        for slo in ("availability", "payment")
    }
    assert claims["availability"] == claims["payment"]


@pytest.mark.parametrize("faulty", [("availability",), ("payment",), ("availability", "payment")])
def test_a_fault_is_found_where_it_is(faulty, tmp_path, monkeypatch):
    err(monkeypatch, _raised(faulty))
    done = proved(project(tmp_path / "two", slos=TWO), monkeypatch)
    found = {trial.subject for trial in done.trials if trial.fault}
    assert found == {f"checkout/{slo} tier 1d" for slo in faulty}


@pytest.mark.parametrize("how", ["tiled", "chained"])
@pytest.mark.parametrize("forget", [r'slo="[^"]*"', ".*"], ids=["the objective", "everything"])
def test_objectives_that_read_each_other_are_not_alike(how, forget, tmp_path, monkeypatch):
    """All of them make the same mistake, so that each looks like the other, and none sees others when it is alone."""
    filled = rules._filled

    def forgetful(aim, formed):
        windows = tuple(measure.name for measure in aim.measures if measure.how == how)
        forgotten = re.sub(forget, "", aim.series)
        for rule in filled(aim, formed):
            less = rule.expr.replace(aim.series, forgotten)
            yield replace(rule, expr=less) if rule.record.endswith(windows) else rule

    monkeypatch.setattr(rules, "_filled", forgetful)
    done = proved(project(tmp_path / "two", slos=TWO), monkeypatch)
    assert [trial for trial in done.trials if trial.fault], f"{how} windows sum what both objectives recorded"


def test_services_that_need_others_are_as_alike_as_any(tmp_path, monkeypatch):
    """What they need is asked for by name in the texts of their alerts; each was proved by itself for that."""
    forms = set()
    of = alike.form
    monkeypatch.setattr(alike, "form", lambda *given, **more: forms.add(of(*given, **more)) or of(*given, **more))
    proved(project(tmp_path / "plain", slos=TWO), monkeypatch)
    plain = len(forms)
    forms.clear()
    err(monkeypatch, of_alerts(_needy))
    assert said(proved(project(tmp_path / "needy", slos=TWO), monkeypatch)) == []
    assert len(forms) == plain > 10


def _needy(alert):
    """The alert with a text that asks for other services for each objective."""
    asked = f'{{{{ with `up{{service=~"needed-by-{alert.slo}"}}` | query }}}} burns too{{{{ end }}}}'
    told = tuple((name, text + asked if name == "description" else text) for name, text in alert.annotations)
    return replace(alert, annotations=told)


def _raised(slos):
    """Ten times the threshold in the 1 d tier of some objectives."""
    return of_alerts(
        lambda one: replace(one, expr=one.expr.replace(*RAISED)) if one.slo in slos and one.window == "1d" else one
    )
