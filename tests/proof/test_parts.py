"""Composites are proved from what their parts would have recorded."""

from __future__ import annotations

import pytest

from avionics.registry import unit
from avionics.slis.example import NoExample
from avionics.slis.play import Scrapes, Traffic
from proof.faults import plant, reworded, swapped
from proof.projects import PAYMENT, TINY, project, proved, said

SLOS = (
    (TINY / "slos" / "checkout.yaml").read_text("utf-8")
    + PAYMENT
    + """- name: buying
  objective: 99
  impact: Customers cannot buy
  playbook: checkout/availability.md
  stage: ticket
  sli:
    composite:
      FORM
      volume: checkout/payment
"""
)
FORMS = {
    "journey": "journey: [checkout/availability, checkout/payment]",
    "worst": "worst: [checkout/availability, checkout/payment]",
    "weighted": "weighted: {checkout/availability: 3, checkout/payment: 1}",
}


@pytest.mark.parametrize("form", FORMS)
def test_every_tier_is_proved(form, tmp_path, monkeypatch):
    done = proved(project(tmp_path / "project", slos=SLOS.replace("FORM", FORMS[form])), monkeypatch)
    assert [message for message in said(done) if "not-played" in message or "test-failed" in message] == []
    assert {f"checkout/buying tier {window}" for window in ("1h", "6h", "1d", "3d")} <= {
        trial.subject for trial in done.trials
    }


def test_a_part_that_is_left_out_is_noticed(tmp_path, monkeypatch):
    payment = 'service="checkout",slo="payment"}'
    both = f'service="checkout",slo="availability"}} or slo:sli_errors:rate5m{{environment="P",{payment}'
    plant(monkeypatch, swapped(both, payment))
    done = proved(project(tmp_path / "project", slos=SLOS.replace("FORM", FORMS["journey"])), monkeypatch)
    assert any("checkout/buying tier 1h in P must fire" in message for message in said(done))


@pytest.mark.parametrize(("sound", "broken", "expected"), [
    (
        'ratio_rate6h{service="checkout",slo="availability",%', 'ratio_rate6h{service="checkout",slo="payment",%',
        "does not tell",
    ),
    (") > 0))` $held", ") >= 0))` $held", "tells 'checkout/payment ('"),
    ("sort_desc(topk(", "sort_desc(nothing(", "has a blank"),
])  # fmt: skip
def test_an_alert_tells_which_part_failed_and_no_other(sound, broken, expected, tmp_path, monkeypatch):
    """One part has all the errors, and the suites read the texts: a query of another part, or of all, is noticed."""
    plant(monkeypatch, reworded(sound, broken))
    done = proved(project(tmp_path / "project", slos=SLOS.replace("FORM", FORMS["journey"])), monkeypatch)
    found = [message for message in said(done) if "test-failed" in message]
    assert any(expected in message for message in found), found


def test_without_a_volume_what_is_made_of_base_pairs_is_proved_and_it_is_said(tmp_path, monkeypatch):
    slos = SLOS.replace("FORM", FORMS["journey"]).replace("      volume: checkout/payment\n", "")
    done = proved(project(tmp_path / "project", slos=slos), monkeypatch)
    why = "it is weighted by time, so that no number of events can be played"
    told = [message for message in said(done) if "not-played" in message or "test-failed" in message]
    pair = "slo:sli_total:rate5m and slo:sli_errors:rate5m"
    assert told == [f"not-played: checkout/buying: only what is made of {pair} is proved, not these: {why}"]
    claims = {trial.claim.rpartition(", at")[0] for trial in done.trials if trial.subject == "checkout/buying tier 1h"}
    assert {"errors just above its burn rate", "errors just below its burn rate"} <= claims


@pytest.mark.parametrize(("sound", "broken"), [("14.4 * 0.01", "28.8 * 0.01"), ("offset 55m", "offset 60m")])
def test_a_fault_in_what_is_made_of_base_pairs_is_noticed(sound, broken, tmp_path, monkeypatch):
    plant(monkeypatch, swapped(sound, broken))
    slos = SLOS.replace("FORM", FORMS["journey"]).replace("      volume: checkout/payment\n", "")
    done = proved(project(tmp_path / "project", slos=slos), monkeypatch)
    assert any("checkout/buying" in message for message in said(done) if "test-failed" in message), said(done)


RATIO = "sum(rate(errors_total[$window])) / sum(rate(all_total[$window]))"
REFUSED = {
    "it is weighted by time": {"errorRatio": RATIO},
    "no quotient of rates": {"errorRatio": f"1 - {RATIO}", "weight": "sum(rate(other_total[$window]))"},
    "errors of one metric": {
        "errorRatio": "avg_over_time(broken[$window]) / sum(rate(all_total[$window]))",
        "weight": "sum(rate(all_total[$window]))",
    },
    "over all events of one": {
        "errorRatio": "sum(sum_over_time(errors_sum[$window])) / sum(sum_over_time(all_sum[$window]))",
        "weight": "sum(sum_over_time(all_sum[$window]))",
    },
    "something else than a number of seconds": {
        "errorRatio": "sum(sum_over_time(errors_sum[$window])) / sum(sum_over_time(all_sum[$window]))",
        "weight": "sum(avg_over_time(all_sum[$window])) / (2 * 30)",
    },
}


@pytest.mark.parametrize("why", REFUSED)
def test_an_error_ratio_that_is_no_quotient_of_rates_is_not_played(why):
    with pytest.raises(NoExample, match=why):
        unit("slis", "raw.play").play(REFUSED[why], Traffic((Scrapes(1, 1.0, 0.0),), 60), ())
