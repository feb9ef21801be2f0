"""Composites are proved from what their parts would have recorded."""

from __future__ import annotations

import pytest

from avionics.registry import unit
from avionics.slis.example import NoExample
from avionics.slis.play import Scrapes, Traffic
from proof.faults import plant, reworded, swapped
from proof.projects import PAYMENT, TINY, project, proved, said

PARTS = (TINY / "slos" / "checkout.yaml").read_text("utf-8") + PAYMENT
BUYING = """- name: {0}
  objective: 99
  impact: Customers cannot buy
  playbook: checkout/availability.md
  stage: ticket
  sli:
    composite:
      {1}
"""
FORMS = {
    "journey": "journey: [checkout/availability, checkout/payment]",
    "worst": "worst: [checkout/availability, checkout/payment]",
    "weighted": "weighted: {checkout/availability: 3, checkout/payment: 1}",
}
WINDOWS = ("1h", "6h", "1d", "3d")
VOLUME = "\n      volume: checkout/payment"
JOURNEY = PARTS + BUYING.format("buying", FORMS["journey"] + VOLUME)


def without_volume(form: str) -> str:
    return PARTS + BUYING.format("buying", FORMS[form])


def test_every_tier_is_proved_with_a_volume_and_without(tmp_path, monkeypatch):
    with_volume = "".join(BUYING.format(f"{form}-by-volume", FORMS[form] + VOLUME) for form in FORMS)
    slos = PARTS + with_volume + "".join(BUYING.format(form, FORMS[form]) for form in FORMS)
    done = proved(project(tmp_path / "project", slos=slos), monkeypatch)
    assert [message for message in said(done) if "not-played" in message or "test-failed" in message] == []
    claims: dict[str, set[str]] = {}
    for trial in done.trials:
        claims.setdefault(trial.subject, set()).add(trial.claim.rpartition(", at")[0])
    for form in FORMS:
        tiers = (f"checkout/{form}{more} tier {window}" for more in ("", "-by-volume") for window in WINDOWS)
        assert claims.keys() >= {*tiers}
        assert claims[f"checkout/{form} tier 1h"] >= {
            "errors just above its burn rate", "errors just below its burn rate",
        }  # fmt: skip
        idle = "slo:sli_total:rate5m with checkout/payment idle, and all others failing"
        assert any(idle in claim for claim in claims[f"checkout/{form}"])


def test_a_part_that_is_left_out_is_noticed(tmp_path, monkeypatch):
    payment = 'service="checkout",slo="payment"}'
    both = f'service="checkout",slo="availability"}} or slo:sli_errors:rate5m{{environment="P",{payment}'
    plant(monkeypatch, swapped(both, payment))
    done = proved(project(tmp_path / "project", slos=JOURNEY), monkeypatch)
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
    done = proved(project(tmp_path / "project", slos=JOURNEY), monkeypatch)
    found = [message for message in said(done) if "test-failed" in message]
    assert any(expected in message for message in found), found


WHOLE = "slo:sli_errors:rate5m with each part failing otherwise"
FEW = "slo:sli_errors_variance:rate5m with few failures of each part"
PART = {
    "events without": ("journey", "max(sum by (service, slo)", "min(sum by (service, slo)", "payment idle"),
    "time": ("journey", "> bool 0) / 60", "> bool 0) / 120", "slo:sli_total:rate5m with each part failing otherwise"),
    "journey": ("journey", "1 - exp(sum(", "1 - exp(max(", WHOLE),
    "worst": (
        "worst",
        "(max(sum by (service, slo) (slo:sli_errors",
        "(min(sum by (service, slo) (slo:sli_errors",
        WHOLE,
    ),
    "weights": ("weighted", "sum(3 * (", "sum(6 * (", WHOLE),
    "weighing": ("weighted", "/ sum(3 * (", "/ sum(1 * (", WHOLE),
    "variance": ("journey", "sqrt(", "(", FEW),
    "variance of a part": (
        "worst",
        'slo:sli_errors_variance:rate5m{environment="P",service="checkout",slo="payment"} or',
        "",
        FEW,
    ),
}


@pytest.mark.parametrize("what", PART)
def test_a_fault_in_how_parts_are_combined_is_noticed(what, tmp_path, monkeypatch):
    form, sound, broken, claim = PART[what]
    plant(monkeypatch, swapped(sound, broken))
    done = proved(project(tmp_path / "project", slos=without_volume(form)), monkeypatch)
    assert any(claim in message for message in said(done) if "test-failed" in message), said(done)


@pytest.mark.parametrize(("sound", "broken"), [("14.4 * 0.01", "28.8 * 0.01"), ("offset 55m", "offset 60m")])
def test_a_fault_in_what_is_made_of_base_pairs_is_noticed(sound, broken, tmp_path, monkeypatch):
    plant(monkeypatch, swapped(sound, broken))
    done = proved(project(tmp_path / "project", slos=without_volume("journey")), monkeypatch)
    assert any("checkout/buying" in message for message in said(done) if "test-failed" in message), said(done)


SUMS = "sum(sum_over_time(errors_sum[$window])) / sum(sum_over_time(all_sum[$window]))"
REFUSED = {
    "stands in none of": {"errorRatio": "quantile_over_time(0.9, broken[$window])"},
    "not the share of errors": {
        "errorRatio": "avg_over_time(broken[$window]) / sum(rate(all_total[$window]))",
        "weight": "sum(rate(all_total[$window]))",
    },
    "no number of events a second": {"errorRatio": SUMS, "weight": "sum(sum_over_time(all_sum[$window]))"},
}


@pytest.mark.parametrize("why", REFUSED)
def test_an_error_ratio_of_which_nobody_knows_what_it_counts_is_not_played(why):
    with pytest.raises(NoExample, match=why):
        unit("slis", "raw.play").play(REFUSED[why], Traffic((Scrapes(1, 1.0, 0.0),), 60), ())


def test_a_weight_of_sums_may_be_divided_by_any_number():
    weighed = {"errorRatio": SUMS, "weight": "sum(avg_over_time(all_sum[$window])) / (2 * 30)"}
    found = unit("slis", "raw.play").play(weighed, Traffic((Scrapes(2, 5.0, 2.0),), 60), ())
    assert found == {"all_sum{}": "_ 5.0x1", "errors_sum{}": "_ 2.0x1"}
