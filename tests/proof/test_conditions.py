"""Each condition of a burn-rate alert on its own: off by a few per cent, or by one, it is found.

Of 30 days the tier of an hour burns at 14.4 times the allowed thousandth, that of three days at once.
"""

from __future__ import annotations

import pytest

from proof.faults import plant, swapped
from proof.projects import TINY, project, proved, said

SLOS = (TINY / "slos" / "checkout.yaml").read_text("utf-8")
MANY = SLOS.replace("  impact", "  alerting: {minEvents: 1000}\n  impact")
"""A thousandth of a thousand is one failure: that three are asked for matters over three days, and not before."""


def test_sound_conditions_are_proved(tmp_path, monkeypatch):
    assert said(proved(project(tmp_path / "project", slos=MANY), monkeypatch)) == []


@pytest.mark.parametrize(
    ("slos", "sound", "broken", "claim"),
    [
        (SLOS, ":5m])) > 14.4 * 0.001", ":5m])) > 14 * 0.001", "the short window just below its burn rate"),
        (SLOS, ":5m])) > 14.4 * 0.001", ":5m])) > 14.8 * 0.001", "both windows just above its burn rate"),
        (MANY, "> 999.5", "> 998.5", "hardly too few events"),
        (MANY, "> 999.5", "> 1000.5", "hardly enough events"),
        (MANY, "> 2.5", "> 1.5", "hardly too few failures"),
        (MANY, "> 2.5", "> 3.5", "hardly enough failures"),
    ],
)
def test_one_that_is_a_little_off_is_found(slos, sound, broken, claim, tmp_path, monkeypatch):
    plant(monkeypatch, swapped(sound, broken))
    done = proved(project(tmp_path / "project", slos=slos), monkeypatch)
    failed = {one.claim.rpartition(", at ")[0] for one in done.trials if one.fault}
    assert claim in failed, said(done)
