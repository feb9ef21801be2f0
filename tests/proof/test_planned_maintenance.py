"""Planned maintenance, under a clock that is moved to it."""

from __future__ import annotations

import pytest

from proof.faults import plant, swapped
from proof.projects import TINY, project, proved, said

SLOS = (TINY / "slos" / "checkout.yaml").read_text("utf-8")
HOUR = "- {from: 2026-12-01T22:00:00Z, to: 2026-12-01T23:00:00Z, reason: Database upgrade}\n"
DAY = "- {from: 2026-12-01T00:00:00Z, to: 2026-12-02T00:00:00Z, reason: Move}\n"
BEGIN, END = 1796162400, 1796166000  # 2026-12-01T22:00:00Z, 23:00:00Z


def written(planned):
    return SLOS.replace("slos:\n", f"maintenance:\n{planned}slos:\n", 1)


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
    (f"< {END + 360}", f"< {2 * END}", "must fire"),
    ("\nunless on ()\n", "\nor on ()\n", "must be silent"),
    (") unless on () (", ") and on () (", "slo:sli_total:rate5m"),
]


@pytest.mark.parametrize(("sound", "broken", "expected"), PLANTED)
def test_a_planted_fault_is_found(sound, broken, expected, tmp_path, monkeypatch):
    plant(monkeypatch, swapped(sound, broken))
    done = proved(project(tmp_path / "project", slos=written(HOUR)), monkeypatch)
    assert any(expected in message for message in said(done)), said(done)
