"""Periods of more hours than promtool can hold: proved with every so-manieth hour, which stands for those between."""

from __future__ import annotations

import pytest

from avionics.proof.traffic.recorded import value
from avionics.proof.traffic.traffic import Stretch, Timeline
from proof.projects import objectives, project, proved, said

RATIO = {"ratio": {"total": "requests_total", "errors": 'requests_total{code="500"}'}}


def test_a_period_is_proved_however_long_it_is(tmp_path, monkeypatch):
    """208 days are 4,992 hours; a subquery holds each twice, and promtool 10,000 at most."""
    windows = ("208d", "365d", "3650d")
    slos = objectives(*({"window": window, "sli": RATIO} for window in windows))
    done = proved(project(tmp_path / "project", slos=slos), monkeypatch)
    assert [message for message in said(done) if not message.startswith("samples-read:")] == []
    for number, window in enumerate(windows):
        told = (trial for trial in done.trials if trial.subject == f"checkout/of-{number}")
        claims = {trial.claim.partition(" ")[0] for trial in told if "over the period" in trial.claim}
        assert claims == {
            f"slo:sli_total:increase{window}", f"slo:sli_errors:increase{window}", f"slo:sli_error:ratio_rate{window}",
            f"slo:sli_coverage:ratio{window}", "slo:period_burn_rate:ratio", "slo:period_error_budget_remaining:ratio",
        }  # fmt: skip


def test_an_hour_that_stands_for_three_holds_the_events_of_all():
    """3 hours of 7,200 events and 72 failures: 21,600 and 216, a second of one hour 6 and 0.06."""
    traffic = Timeline([Stretch(10 * 3600, 2, 0.02)])
    assert value("slo:sli_total:rate1h", traffic, 3 * 3600)(9 * 3600) == pytest.approx(6)
    assert value("slo:sli_errors:rate1h", traffic, 3 * 3600)(9 * 3600) == pytest.approx(0.06)
    assert value("slo:sli_total:rate1h", traffic)(9 * 3600) == pytest.approx(2)
