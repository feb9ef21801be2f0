"""Planned maintenance, under a clock that is moved to it."""

from __future__ import annotations

import pytest

from avionics.plan.objectives.objective import Objective
from edits import append, swap
from proof.faults import believe, plant, swapped
from proof.maintenance import BEGIN, END, HOUR, TWICE, written
from proof.projects import project, proved, said

DAY = "- {from: 2026-12-01T00:00:00Z, to: 2026-12-02T00:00:00Z, reason: Move}\n"
NIGHTS = f"{HOUR}- {{from: 2026-12-02T22:00:00Z, to: 2026-12-02T23:00:00Z, reason: Second night}}\n"


STAGING = """\
- name: staging
  title: Staging
  audience: internal
  matchers: {environment: staging}
  datasources: {prometheus: prometheus-p}
  grafana: https://grafana.corner.example
  kibana: {url: https://kibana.corner.example}
  dataViews: {app-logs: corner-p-app-logs}
"""


@pytest.mark.parametrize("planned", [NIGHTS, TWICE])
def test_one_soon_after_another_is_no_fault(planned, tmp_path, monkeypatch):
    done = proved(project(tmp_path / "project", slos=written(planned)), monkeypatch)
    assert said(done) == []
    over = [trial.claim for trial in done.trials if "in the base window no more" in trial.claim]
    assert len(over) == 2 * planned.count("from:"), over


@pytest.mark.parametrize(
    ("scrape", "interval", "base"),
    [("15s", "1m", "5m"), ("20s", "1m", "2m"), ("15s", "1m", "15m"), ("30s", "30s", "5m")],
)
def test_however_often_is_scraped_and_evaluated(scrape, interval, base, tmp_path, monkeypatch):
    root = project(tmp_path / "project", slos=written(HOUR))
    rules = f"rules: {{scrapeInterval: {scrape}, evaluationInterval: {interval}, baseWindow: {base}}}\n"
    append(root / "avionics.yaml", rules)
    done = proved(root, monkeypatch)
    assert said(done) == []
    assert any("rate1h with errors at twice its burn rate, in planned maintenance" in one.claim for one in done.trials)


@pytest.mark.parametrize("planned", [HOUR, DAY])
def test_nobody_is_told_in_it_and_everybody_after_it(planned, tmp_path, monkeypatch):
    done = proved(project(tmp_path / "project", slos=written(planned)), monkeypatch)
    assert [message for message in said(done) if "test-failed" in message] == []
    for window in ("1h", "6h", "1d", "3d"):
        claims = {trial.claim.rpartition(", at")[0] for trial in done.trials if trial.subject.endswith(window)}
        assert "errors at twice its burn rate, in planned maintenance" in claims
        # that of a day is longer than the tier of an hour looks back
        after = "errors at twice its burn rate, after planned maintenance" in claims
        assert after == (planned == HOUR or window in ("1d", "3d")), window


PLANTED = [
    # never on; for ever; not silent; recorded all the same
    (f"> {BEGIN} <", f"> {2 * BEGIN} <", "must be silent"),
    (f"<= {END + 360}", f"<= {2 * END}", "must fire"),
    ("\nunless on ()\n", "\nor on ()\n", "must be silent"),
    (") unless on () (", ") and on () (", "slo:sli_total:rate5m"),
    # until it ends, or a base window later: the pair after it holds failures of it
    (
        f"<= {END + 360}",
        f"<= {END}",
        "slo:sli_errors:rate5m: planned maintenance is over, and still in the base window",
    ),
    (f"<= {END + 360}", f"<= {END + 300}", "and still in the base window"),
    # not until two windows later
    (
        f"<= {END + 360}",
        f"<= {END + 600}",
        "slo:sli_total:rate5m: planned maintenance is over, and in the base window no",
    ),
]


@pytest.mark.parametrize(("sound", "broken", "expected"), PLANTED)
def test_a_planted_fault_is_found(sound, broken, expected, tmp_path, monkeypatch):
    plant(monkeypatch, swapped(sound, broken))
    done = proved(project(tmp_path / "project", slos=written(HOUR)), monkeypatch)
    assert any(expected in message for message in said(done)), said(done)


def test_that_of_another_environment_is_none_here(tmp_path, monkeypatch):
    root = project(tmp_path / "project", slos=written(HOUR.replace("reason", "environments: [staging], reason")))
    for path, sound, more in (
        ("services/checkout.yaml", "environments: [P]", "environments: [P, staging]"),
        ("avionics.yaml", "agreements:", f"{STAGING}agreements:"),
    ):
        swap(root / path, sound, more)
    assert said(proved(root, monkeypatch)) == []
    believe(monkeypatch)
    monkeypatch.setattr(Objective, "maintenance", property(lambda aim: aim.slo.maintenance))
    claim = (
        "checkout/availability in P is not there, and must be: slo:sli_total:rate5m: planned maintenance, and in other"
    )
    assert any(claim in message for message in said(proved(root, monkeypatch)))
