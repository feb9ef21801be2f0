"""An error ratio that is weighted by time is played: each scrape is an event, as bad as the ratio says."""

from __future__ import annotations

import pytest

from avionics.app.prove import mutated
from avionics.report import tested
from avionics.slis.example import NoExample
from avionics.slis.play import Scrapes, Traffic
from avionics.slis.raw.play import counts_good, play
from edits import append
from proof.faults import plant, swapped
from proof.projects import objectives, project, proved, said
from proof.ratios import FILLED, FILLED_GOOD, SLOS

MAINTENANCE = """maintenance:
- {from: "2026-12-01T22:00:00Z", to: "2026-12-01T23:00:00Z", reason: disks}
"""
BAD, ALL = (f"sum(sum_over_time({one}[$window]))" for one in ("bad", "all"))
AVERAGE = 'avg(avg_over_time(error_share{job="checkout"}[$window]))'
RATIOS = [
    FILLED, f"1 - {FILLED_GOOD}", f"({BAD} or 0 * {ALL}) / {ALL}", AVERAGE,
    "1 - avg(avg_over_time(up[$window]))", "max(max_over_time(error_percent[$window])) / 100",
]  # fmt: skip
MIXED = Traffic((Scrapes(2, 1.0, 0.0), Scrapes(3, 1.0, 0.25), Scrapes(2, 0.0, 0.0)), 60)


def test_all_of_it_is_proved(tmp_path, monkeypatch):
    """Scrapes of 15 s in base windows of a minute are the fewest there may be."""
    slos = objectives(*({"sli": {"raw": {"errorRatio": ratio}}} for ratio in RATIOS))
    root = project(tmp_path / "project", slos=slos + MAINTENANCE)
    rules = "rules: {baseWindow: 1m, scrapeInterval: 15s, evaluationInterval: 15s}\n"
    append(root / "avionics.yaml", rules)
    done = proved(root, monkeypatch)
    assert [message for message in said(done) if "not-played" in message or "test-failed" in message] == []
    claim = "slo:sli_errors:rate1m with a quarter of all events bad"
    told = {trial.subject for trial in done.trials if trial.claim.startswith(claim)}
    assert told == {f"checkout/of-{number}" for number in range(len(RATIOS))}


def test_enough_slices_of_time_are_no_failures(tmp_path, monkeypatch):
    """An hour holds twelve base windows that may be failures, and a hundred and twenty scrapes."""
    slos = SLOS.replace("  impact:", "  alerting: {{minEvents: 100}}\n  impact:").format(AVERAGE)
    root = project(tmp_path / "project", slos=slos)
    append(root / "avionics.yaml", "rules: {scrapeInterval: 30s}\n")
    assert said(proved(root, monkeypatch)) == []


def test_the_last_base_window_of_a_guard_need_not_be_full_of_errors(tmp_path, monkeypatch):
    """Of three that hold errors one is a quarter hour that has begun, and is a failure before it is over."""
    slos = SLOS.replace("99.9", "97.5").format(AVERAGE)
    root = project(tmp_path / "project", slos=slos)
    append(root / "avionics.yaml", "rules: {baseWindow: 15m}\n")
    assert said(proved(root, monkeypatch)) == []


@pytest.mark.parametrize(
    ("ratio", "series", "values"),
    [
        (AVERAGE, 'error_share{job="checkout"}', "_ 0.0x1 0.25x2 nan nan"),
        ("avg by (zone) (avg_over_time(x[$window]))", "x{}", "_ 0.0x1 0.25x2 nan nan"),
        ("min(sum(max_over_time(x[$window])) by (zone))", "x{}", "_ 0.0x1 0.25x2 nan nan"),
        ("1 - (avg(avg_over_time(up[$window])))", "up{}", "_ 1.0x1 0.75x2 nan nan"),
        ("avg(avg_over_time(x[$window])) / 100", "x{}", "_ 0.0x1 25.0x2 nan nan"),
        ("(0.01 * avg_over_time(x[$window]))", "x{}", "_ 0.0x1 25.0x2 nan nan"),
        ("1 - avg(avg_over_time(x[$window])) / 100", "x{}", "_ 100.0x1 75.0x2 nan nan"),
    ],
)
def test_a_gauge_holds_the_ratio_or_what_is_made_into_it(ratio, series, values):
    assert play({"errorRatio": ratio}, MIXED, ()) == {series: values}
    assert not counts_good({"errorRatio": ratio})


@pytest.mark.parametrize(
    "ratio",
    [
        "avg_over_time(x[$window]) + avg_over_time(y[$window])", "2 - avg_over_time(x[$window])", "1 - 1",
        "avg_over_time(x[$window]) * 0", "quantile(0.9, avg_over_time(x[$window]))", "deriv(x[$window])",
        "avg_over_time((x > 2)[$window:1m])", "min_over_time(x[$window])", "avg(x)", "1",
        "avg_over_time(x[$window] offset 5m)", "count(avg_over_time(x[$window]))",
    ],
)  # fmt: skip
def test_of_anything_else_nothing_is_played_and_it_is_said(ratio):
    with pytest.raises(NoExample, match=r"is not the share of errors$|(stands in|is) none of|is in its error ratio"):
        play({"errorRatio": ratio}, MIXED, ())


SHARE = 'error_share{job="checkout",environment="P"}'


@pytest.mark.parametrize(
    ("sound", "broken", "claim"),
    [
        (">= bool -Inf) / 60", ">= bool -Inf) / 120", "slo:sli_total:rate5m with a quarter of all events bad"),
        ("0, 1) >= 0) / 60", "0, 1) >= 0) / 30", "slo:sli_errors:rate5m with every event bad"),
        ("0, 1) >= 0)", "0, 2) >= 0)", "slo:sli_errors:rate5m with more errors than events"),
        (") >= 0) / 60 or 0 *", ") >= 0) / 60 and 0 *", "slo:sli_errors:rate5m with no events, 0/0"),
        (f"clamp((avg(avg_over_time({SHARE}[6m]", f"clamp((avg(avg_over_time({SHARE}[12m]", "errors before it alone"),
        (f"clamp((avg(avg_over_time({SHARE}[6m]", f"clamp((avg(avg_over_time({SHARE}[3m]", "errors early in it"),
        ("^ 2 * 300", "^ 2 * 600", "slo:sli_errors_variance:rate5m with a quarter of all events bad"),
        ("* 300 or 0 *", "* 300 and 0 *", "slo:sli_errors_variance:rate5m with errors alone recorded"),
    ],
)
def test_a_fault_in_its_pair_is_noticed(sound, broken, claim, tmp_path, monkeypatch):
    plant(monkeypatch, swapped(sound, broken))
    done = proved(project(tmp_path / "project", slos=SLOS.format(AVERAGE)), monkeypatch)
    found = [message for message in said(done) if "test-failed" in message]
    assert any(claim in message for message in found), found


def test_nearly_every_fault_is_noticed(tmp_path, monkeypatch):
    """Of all the rules of one that is weighted by time, in planned maintenance too."""
    root = project(tmp_path / "project", slos=SLOS.format(AVERAGE) + MAINTENANCE)
    kept = mutated.faults_of
    pairs = ("slo:sli_total:rate5m", "slo:sli_errors:rate5m", "slo:sli_errors_variance:rate5m")

    def of_pairs(*given):
        return [fault for fault in kept(*given) if fault.mutant.name.startswith((*pairs, "slo:sli_effective"))]

    monkeypatch.setattr(mutated, "faults_of", of_pairs)  # those of all others are noticed as those of a ratio are
    done = proved(root, monkeypatch, mutate=True)
    survivors = [f"{trial.subject}: {trial.claim}" for trial in done.survivors]
    assert not tested.few(done.survivors, done.faults), survivors
    assert sum(done.faults.values()) > 60, "three recordings of a base window, with a maintenance in each"
