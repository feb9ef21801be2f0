"""Planned maintenance and alerts: none waits to fire in it, all do after it, and of what cannot be judged before it."""

from __future__ import annotations

import pytest

from avionics.app.prove import mutated
from proof.faults import plant, swapped
from proof.maintenance import BEGIN, END, HOUR, TWICE, written
from proof.projects import project, proved, said

ABSENCE = "  alerting: {absence: {idle: ticket}}\n"
KINDS = ("Vanished", "Idle", "NeverSeen")
LONGER = 360
"""A base window and a scrape: until then there is no pair."""


def told(done, kind):
    return [trial for trial in done.trials if "its condition" in trial.claim and trial.subject.endswith(kind)]


@pytest.mark.parametrize(("planned", "turns"), [(HOUR, 2), (TWICE, 4)])
def test_sound_alerts_are_proved_at_both_ends(planned, turns, tmp_path, monkeypatch):
    done = proved(project(tmp_path / "project", slos=written(planned) + ABSENCE), monkeypatch)
    assert said(done) == []
    for kind in KINDS:
        assert len(told(done, kind)) == 2 * turns, kind


@pytest.mark.parametrize(
    ("sound", "broken", "message"),
    [
        (f"> {BEGIN} <", f"> {BEGIN + 60} <", "must not be there, and is 1: its condition, when planned maintenance"),
        (f"> {BEGIN} <", f"> {BEGIN - 60} <", "is not there, and must be: its condition, right before planned"),
        (f"<= {END + LONGER}", f"<= {END}", "must not be there, and is 1: its condition, right before planned"),
        (f"<= {END + LONGER}", f"<= {END + 2 * LONGER}", "is not there, and must be: its condition, when planned"),
    ],
)
def test_an_alert_silenced_at_another_time_is_noticed(sound, broken, message, tmp_path, monkeypatch):
    plant(monkeypatch, swapped(sound, broken))
    done = proved(project(tmp_path / "project", slos=written(HOUR) + ABSENCE), monkeypatch)
    for kind in KINDS:
        found = f"test-failed: checkout/availability CheckoutAvailability{kind} in P {message}"
        assert any(each.startswith(found) for each in said(done)), said(done)


@pytest.mark.parametrize(
    ("bound", "message"),
    [
        (END, "must not be there, and is 1: its condition, right before planned maintenance has ended"),
        (2 * END, "is not there, and must be: its condition, when planned maintenance has ended"),
    ],
)
def test_a_burn_rate_alert_is_silent_until_it_is_over_and_no_longer(bound, message, tmp_path, monkeypatch):
    """That of 1h was told of no end of a maintenance of two hours and more: it could be silent for ever."""
    plant(monkeypatch, swapped(f"<= {END + LONGER}", f"<= {bound}"))
    done = proved(project(tmp_path / "project", slos=written(HOUR)), monkeypatch)
    for window in ("1h", "6h", "1d", "3d"):
        assert any(f"availability tier {window} in P {message}" in each for each in said(done)), said(done)


def test_no_fault_of_an_alert_of_what_cannot_be_judged_survives(tmp_path, monkeypatch):
    faults_of = mutated.faults_of

    def of_absence(*arguments):
        return [fault for fault in faults_of(*arguments) if fault.mutant.name.endswith(KINDS)]

    monkeypatch.setattr(mutated, "faults_of", of_absence)
    done = proved(project(tmp_path / "project", slos=written(HOUR) + ABSENCE), monkeypatch, mutate=True)
    assert sum(done.faults.values()) > 30
    assert [f"{one.subject}: {one.claim} {one.fault}" for one in done.survivors] == []
