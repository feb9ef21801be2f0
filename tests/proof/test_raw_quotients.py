"""An error ratio that is written as a quotient: errors over all events, or 1 less what was good."""

from __future__ import annotations

import pytest

from avionics.slis.example import NoExample
from avionics.slis.play import Scrapes, Traffic
from avionics.slis.raw.play import play, unfilled
from edits import append
from proof.faults import plant, swapped
from proof.projects import project, proved, said
from proof.ratios import ERRORS, FILLED, FILLED_GOOD, GOOD, SLOS, TOTAL

WEIGHED = f"{SLOS}      weight: {TOTAL}\n"
HOUR = Traffic((Scrapes(60, 10.0, 3.0),), 60)
ERRORS_PLAYED = {"all_total{}": "_ 10.0+10.0x59", "bad_total{}": "_ 3.0+3.0x59"}
GOOD_PLAYED = {"all_total{}": "_ 10.0+10.0x59", "good_total{}": "_ 7.0+7.0x59"}


def played(ratio):
    return play({"errorRatio": ratio, "weight": TOTAL}, HOUR, ())


@pytest.mark.parametrize("ratio", [FILLED, f"({FILLED})", f"{ERRORS} / on () {TOTAL}", f"{ERRORS} / {TOTAL} # each"])
def test_a_quotient_is_of_errors(ratio):
    assert played(ratio) == ERRORS_PLAYED


@pytest.mark.parametrize("quotient", [FILLED_GOOD, f"({FILLED_GOOD})", f"(({GOOD} / {TOTAL}))"])
@pytest.mark.parametrize("written", ["1 - {}", "(1 - {})", "1\n# what failed\n- {}"])
def test_one_less_a_quotient_is_of_good_events(quotient, written):
    assert played(written.format(quotient)) == GOOD_PLAYED


@pytest.mark.parametrize(
    "ratio",
    [
        f"2 * {ERRORS} / {TOTAL}", f"2 - {GOOD} / {TOTAL}", f"{ERRORS} / {TOTAL} or vector(0)", f"-{ERRORS} / {TOTAL}",
        f"1 - {GOOD} / {TOTAL} - 0", f"1 - {GOOD}", f"({ERRORS} / {TOTAL}) > 0", f"clamp_max({ERRORS} / {TOTAL}, 1)",
        f"{ERRORS} / {TOTAL} / 2", f"{ERRORS} / {TOTAL} OR vector(0)", "1",
    ],
)  # fmt: skip
def test_of_anything_else_nothing_is_played(ratio):
    with pytest.raises(NoExample, match="no quotient"):
        played(ratio)


@pytest.mark.parametrize("weight", [{}, {"weight": TOTAL}], ids=["by time", "by events"])
@pytest.mark.parametrize(
    ("ratio", "found"),
    [
        (f"({TOTAL} - {GOOD}) / {TOTAL}", "'-'"), (f"({TOTAL} - ({GOOD} or 0 * {TOTAL})) / {TOTAL}", "'-'"),
        (f"({ERRORS} + 0 * {TOTAL}) / {TOTAL}", r"'\+'"), (f"(-{ERRORS}) / {TOTAL}", "'-'"),
        (f"(2 * {ERRORS} or 0 * {TOTAL}) / {TOTAL}", "'2'"), (f"{ERRORS} / (0.5 * {TOTAL})", "'0.5'"),
        (f"1 - (100 * {GOOD}) / {TOTAL}", "'100'"), (f"({ERRORS} / 60) / {TOTAL}", "'/'"),
        (f"{ERRORS} / clamp_min({TOTAL}, 0.001)", "'clamp_min'"), (f"{ERRORS} / ({TOTAL} > 5)", "'>'"),
        (f"{ERRORS} / ({TOTAL} > bool 0)", "'>'"), (f"({ERRORS} unless {TOTAL}) / {TOTAL}", "'unless'"),
        ("sum(rate(bad_total[$window] offset 5m)) / sum(rate(all_total[$window]))", "'offset'"),
    ],
)  # fmt: skip
def test_of_a_side_that_is_no_count_nothing_is_played_and_it_is_said_for_what(ratio, found, weight):
    with pytest.raises(NoExample, match=f"^{found} in its error ratio makes another number"):
        play({"errorRatio": ratio, **weight}, HOUR, ())


@pytest.mark.parametrize(
    "ratio",
    [
        f"({ERRORS} or {TOTAL} * 0) / {TOTAL}", f"({ERRORS} or vector(0)) / ({TOTAL} > 0)",
        f"({ERRORS} OR on () 0.0 * {TOTAL}) / on () group_left () ({TOTAL} != 0)",
        "sum by (a, b) (rate(bad_total[$window])) / sum(rate(all_total[$window])) by (a, b)",
        'sum(label_replace(rate(bad_total[$window]), "a", "$1", "b", "(.*)")) / sum(rate(all_total[$window]))',
    ],
)  # fmt: skip
def test_a_side_may_be_filled_with_nought_left_away_where_it_is_nought_and_matched(ratio):
    assert played(ratio) == ERRORS_PLAYED


BUCKET, COUNT = (f"sum(rate(x_seconds_{one}[$window]))" for one in ('bucket{job="a",le="0.3"}', 'count{job="a"}'))
OUTAGE = Traffic((Scrapes(2, 0.0, 0.0), Scrapes(3, 4.0, 4.0), Scrapes(2, 4.0, 1.0)), 60)


@pytest.mark.parametrize("weight", [{}, {"weight": COUNT}], ids=["by time", "by events"])
def test_a_bucket_is_there_with_the_first_event_and_not_with_its_own(weight):
    series = play({"errorRatio": f"1 - {BUCKET} / {COUNT}", **weight}, OUTAGE, ())
    assert series == {
        'x_seconds_count{job="a"}': "_ _x2 4.0+4.0x2 16.0+4.0x1",
        'x_seconds_bucket{job="a",le="0.3"}': "_ _x2 0.0x2 3.0+3.0x1",
    }


def test_a_bucket_of_some_events_may_be_missing_while_others_are_there():
    some = BUCKET.replace("job=", 'code="200",job=')
    series = play({"errorRatio": f"1 - {some} / {COUNT}"}, OUTAGE, ())
    assert series['x_seconds_bucket{code="200",job="a",le="0.3"}'] == "_ _x2 _x3 3.0+3.0x1"


@pytest.mark.parametrize("by_events", [True, False])
@pytest.mark.parametrize(
    ("ratio", "weight"),
    [
        (FILLED, TOTAL), (f"1 - {FILLED_GOOD}", TOTAL), (f"1 - {BUCKET} / {COUNT}", COUNT),
        (f"({ERRORS} or 0 * {TOTAL}) / ({TOTAL} > 0)", TOTAL),
    ],
)  # fmt: skip
def test_all_are_proved(ratio, weight, by_events, tmp_path, monkeypatch):
    slos = SLOS.format(ratio) + (f"      weight: {weight}\n" if by_events else "")
    done = proved(project(tmp_path / "project", slos=slos), monkeypatch)
    assert said(done) == []
    assert any("slo:sli_total:rate5m" in trial.claim for trial in done.trials), "played from the raw series"


def test_without_events_a_total_that_is_left_away_where_it_is_nought_records_nothing(tmp_path, monkeypatch):
    ratio = f"({ERRORS} or 0 * {TOTAL}) / ({TOTAL} > 0)"
    plant(monkeypatch, swapped(">= bool -Inf) / 60", ">= bool -Inf or vector(1)) / 60"))
    found = said(proved(project(tmp_path / "project", slos=SLOS.format(ratio)), monkeypatch))
    assert any("must not be there" in one and "slo:sli_total:rate5m with no events" in one for one in found), found


@pytest.mark.parametrize(
    ("ratio", "told"),
    [
        (FILLED, ""),
        (f"1 - {FILLED_GOOD}", ""),
        ("avg(avg_over_time(error_share[$window]))", ""),
        (f"{ERRORS} / {TOTAL}", "write (errors or 0 * total) / total"),
        (f"1 - {GOOD} / {TOTAL}", "write 1 - (good or 0 * total) / total"),
    ],
)
def test_how_it_is_filled_is_said_where_it_is_not(ratio, told):
    assert unfilled({"errorRatio": ratio}).rpartition(": ")[2] == told


@pytest.mark.parametrize(
    ("ratio", "told"),
    [
        (f"{ERRORS} / {TOTAL}", "a ratio without errors is none before the first: write (errors or 0 * total) / total"),
        (
            f"1 - {GOOD} / {TOTAL}",
            "a ratio is none while nothing was good: write 1 - (good or 0 * total) / total",
        ),
    ],
)
def test_what_is_not_filled_is_said_and_how_it_is(ratio, told, tmp_path, monkeypatch):
    done = proved(project(tmp_path / "project", slos=WEIGHED.format(ratio)), monkeypatch)
    (first, *_) = [one for one in done.findings if "slo:sli_total:rate5m with" in one.message]
    assert "is not there, and must be" in first.message
    assert first.help == told


@pytest.mark.parametrize("rules", ["baseWindow: 3m, scrapeInterval: 30s", "baseWindow: 3m, scrapeInterval: 45s"])
@pytest.mark.parametrize("guard", [3, 10])
def test_failures_fewer_than_the_guard_lie_where_no_two_base_windows_count_them(rules, guard, tmp_path, monkeypatch):
    """Both edges of 3m30s hold a sample: 7 of its scrapes are counted as 6, and one of them by the next window, too."""
    slos = WEIGHED.format(FILLED) + f"  alerting: {{minFailures: {guard}}}\n"
    root = project(tmp_path / "project", slos=slos)
    append(root / "avionics.yaml", f"rules: {{{rules}}}\n")
    done = proved(root, monkeypatch)
    assert [trial.claim for trial in done.trials if trial.fault] == []
    assert any(f"{guard - 1} failures and nothing else" in trial.claim for trial in done.trials)


def test_what_counts_by_time_is_noticed_once_as_many_base_windows_as_the_guard_asks_for_have_errors(
    tmp_path, monkeypatch
):
    """20 of 2 m are 40 m, which is longer than the half hour in which the burn rate would notice it."""
    slos = SLOS.format(FILLED) + "  alerting: {minFailures: 20}\n"
    root = project(tmp_path / "project", slos=slos)
    append(root / "avionics.yaml", "rules: {baseWindow: 2m, scrapeInterval: 15s}\n")
    done = proved(root, monkeypatch)
    assert [trial.claim for trial in done.trials if trial.fault] == []
    assert any("due after 2400 s" in trial.claim for trial in done.trials)


def test_sums_of_what_happened_since_the_scrape_before_are_proved(tmp_path, monkeypatch):
    """A range closed on both sides holds seven samples in six minutes, so that a beginning is smeared by two."""
    bad, all_ = (f"sum(sum_over_time({one}[$window]))" for one in ("bad", "all"))
    slos = WEIGHED.format(f"({bad} or 0 * {all_}) / {all_}").replace(
        "weight: sum(rate(all_total[$window]))", "weight: sum(avg_over_time(all[$window])) / 60"
    )
    assert said(proved(project(tmp_path / "project", slos=slos), monkeypatch)) == []
