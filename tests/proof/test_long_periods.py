"""Periods so long that promtool cannot hold them: said, and no fault of the rules."""

from __future__ import annotations

import pytest

from proof.projects import TINY, project, proved, said

SLOS = (TINY / "slos" / "checkout.yaml").read_text("utf-8")


@pytest.mark.parametrize(("window", "told"), [("208d", 0), ("365d", 1), ("400d", 1)])
def test_a_period_is_proved_or_it_is_said_that_it_is_not(window, told, tmp_path, monkeypatch):
    """208 days are 4,992 hours; a subquery holds each twice, and promtool 10,000 at most."""
    slos = SLOS.replace("  objective: 99.9\n", f"  objective: 99.9\n  window: {window}\n")
    done = proved(project(tmp_path / "project", slos=slos), monkeypatch)
    assert [trial for trial in done.trials if trial.fault] == []
    assert sum(f"its period of {window} cannot be proved" in message for message in said(done)) == told
    assert any("over the period" in trial.claim for trial in done.trials) == (not told)
