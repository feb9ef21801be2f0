"""How long an alert waits for its condition and stays after it, by numbers of the spec and of the catalogue."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from proof.faults import of_alerts, plant
from proof.projects import TINY, project, proved, said

SLOS = (TINY / "slos" / "checkout.yaml").read_text("utf-8")
WAITS = SLOS.replace(
    "  impact", "  alerting: {tiers: {1h: {for: 3m, keepFiringFor: 7m}, 6h: {keepFiringFor: 61s}}}\n  impact"
)
NIGHTS = """maintenance:
- {from: 2026-12-01T22:00:00Z, to: 2026-12-01T23:00:00Z, reason: Database upgrade}
- {from: 2026-12-02T22:00:00Z, to: 2026-12-02T23:00:00Z, reason: Second night}
"""


@pytest.mark.parametrize("slos", [SLOS, WAITS])
def test_a_sound_alert_is_proved(slos, tmp_path, monkeypatch):
    done = proved(project(tmp_path / "project", slos=slos), monkeypatch)
    assert said(done) == []
    ended = {trial.subject for trial in done.trials if "keep_firing_for is over" in trial.claim}
    assert ended == {f"checkout/availability tier {window}" for window in ("1h", "6h", "1d", "3d")}


LONGER = [
    # than its long window and an hour; than the scenes of an hour, which are two hours apart, by a second; just as long
    ("{1h: {keepFiringFor: 3h}, 6h: {keepFiringFor: 12h}}", NIGHTS),
    ("{1h: {for: 5m, keepFiringFor: 7201s}}", ""),
    ("{1h: {for: 3h}, 6h: {for: 7h, keepFiringFor: 7h}}", ""),
]


@pytest.mark.parametrize(("tiers", "planned"), LONGER)
def test_one_that_stays_or_waits_longer_than_its_window_is_proved(tiers, planned, tmp_path, monkeypatch):
    slos = SLOS.replace("  impact", f"  alerting: {{tiers: {tiers}}}\n  impact").replace("slos:\n", f"{planned}slos:\n")
    done = proved(project(tmp_path / "project", slos=slos), monkeypatch)
    assert said(done) == []
    over = {trial.subject for trial in done.trials if trial.claim.startswith("all has been well for long")}
    assert over >= {f"checkout/availability tier {window}" for window in ("1h", "6h")}, "or its end is not asked for"


def test_one_that_stays_for_months_is_said_not_to_be_proved(tmp_path, monkeypatch):
    slos = SLOS.replace("  impact", "  alerting: {tiers: {1h: {keepFiringFor: 180d}}}\n  impact")
    (found,) = said(proved(project(tmp_path / "project", slos=slos), monkeypatch))
    assert found == (
        "not-played: checkout/availability: the 1h tier cannot be proved: "
        "its 'for' or 'keepFiringFor' is longer than 25,000 values every 60 s, which are tried"
    )


PLANTED = [
    # the catalogue says 15m, 1h, 2h and 6h
    (SLOS, {"keep_firing_for": "1h"}, "1h", "must be silent at 1h37m30s, and fires: its condition has ended, and"),
    (SLOS, {"keep_firing_for": "1h"}, "3d", "must fire at 3d12h, and does not: its condition has ended, within"),
    (SLOS, {"for_": "1m"}, "1d", "must fire"),
    (WAITS, {"for_": "4m"}, "1h", "must fire at 1h4m30s, and does not: its condition holds for as long as 'for' says"),
    (WAITS, {"for_": "90s"}, "1h", "must be silent at 1h3m, and fires: its condition does not hold for as long"),
    (WAITS, {"keep_firing_for": "8m"}, "1h", "must be silent at 1h17m, and fires"),
    (WAITS, {"keep_firing_for": "62s"}, "6h", "must be silent at 6h3m58s, and fires"),
]


@pytest.mark.parametrize(("slos", "fields", "window", "expected"), PLANTED)
def test_another_time_is_found(slos, fields, window, expected, tmp_path, monkeypatch):
    plant(monkeypatch, of_alerts(lambda one: replace(one, **fields) if one.window else one))
    done = proved(project(tmp_path / "project", slos=slos), monkeypatch)
    assert any(f"tier {window} in P {expected}" in message for message in said(done)), "\n".join(said(done))
