"""An error ratio that is made of counts: of errors, of good events, of all of them."""

from __future__ import annotations

import pytest

from avionics.slis.example import NoExample
from avionics.slis.play import Scrapes, Traffic
from avionics.slis.raw.play import adds_up, play, unfilled
from edits import append
from proof.faults import plant, plant_alone, swapped
from proof.projects import objectives, project, proved, said
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
        f"1 - {GOOD} / {TOTAL} - 0", f"({TOTAL} - {GOOD}) / {TOTAL}", f"({TOTAL} - ({GOOD} or 0 * {TOTAL})) / {TOTAL}",
        f"clamp({TOTAL} - {GOOD}, 0, Inf) / {TOTAL}", f"-({GOOD} / {TOTAL} - 1)",
    ],
)  # fmt: skip
def test_what_is_left_of_good_events_may_be_written_in_any_way(ratio):
    assert played(ratio) == GOOD_PLAYED


@pytest.mark.parametrize(
    "ratio",
    [
        f"({ERRORS} + 0 * {TOTAL}) / {TOTAL}", f"clamp_max({ERRORS} / {TOTAL}, 1)", f"100 * {ERRORS} / {TOTAL} / 100",
        "sum(increase(bad_total[$window])) / sum(increase(all_total[$window]))", f"abs({ERRORS}) / {TOTAL}",
    ],
)  # fmt: skip
def test_errors_may_be_written_in_any_way(ratio):
    assert played(ratio) == ERRORS_PLAYED


def test_errors_and_good_events_may_be_counted_apart():
    wanted = {"bad_total{}": "_ 3.0+3.0x59", "good_total{}": "_ 7.0+7.0x59"}
    assert play({"errorRatio": f"{ERRORS} / ({ERRORS} + {GOOD})"}, HOUR, ()) == wanted
    one_metric = 'sum(rate(x{{ok="{}"}}[$window]))'.format
    ratio = f"1 - {one_metric('yes')} / ({one_metric('yes')} + {one_metric('no')})"
    assert play({"errorRatio": ratio}, HOUR, ()) == {'x{ok="yes"}': "_ 7.0+7.0x59", 'x{ok="no"}': "_ 3.0+3.0x59"}


def test_of_two_kinds_of_errors_one_happens_and_the_other_is_none():
    found = play({"errorRatio": f"({ERRORS} + sum(rate(late_total[$window]))) / {TOTAL}"}, HOUR, ())
    assert found == ERRORS_PLAYED | {"late_total{}": "_ 0.0x59"}


def test_a_weight_of_another_metric_counts_all_events():
    found = play({"errorRatio": f"{ERRORS} / {TOTAL}", "weight": "sum(rate(other_total[$window]))"}, HOUR, ())
    assert found == ERRORS_PLAYED | {"other_total{}": "_ 10.0+10.0x59"}


@pytest.mark.parametrize("weight", [{}, {"weight": TOTAL}], ids=["by time", "by events"])
@pytest.mark.parametrize(
    "ratio",
    [
        f"2 * {ERRORS} / {TOTAL}", f"2 - {GOOD} / {TOTAL}", f"-{ERRORS} / {TOTAL}", f"1 - {GOOD}",
        f"{ERRORS} / {TOTAL} / 2", f"({ERRORS} / {TOTAL}) > 0", "1",
        f"(2 * {ERRORS} or 0 * {TOTAL}) / {TOTAL}", f"{ERRORS} / (0.5 * {TOTAL})", f"1 - (100 * {GOOD}) / {TOTAL}",
        f"({ERRORS} / 60) / {TOTAL}", f"{ERRORS} / clamp_min({TOTAL}, 1)", f"{ERRORS} / ({TOTAL} > 5)",
        f"{ERRORS} / ({TOTAL} > bool 0)", f"({ERRORS} unless {TOTAL}) / {TOTAL}",
        "sum(increase(bad_total[$window])) / 300 / sum(rate(all_total[$window]))", "vector(0.001)",
    ],
)  # fmt: skip
def test_of_what_is_not_the_share_of_errors_nothing_is_played(ratio, weight):
    with pytest.raises(NoExample, match=r"is not the share of errors$"):
        play({"errorRatio": ratio, **weight}, HOUR, ())


@pytest.mark.parametrize("nothing", ["or vector(0)", "OR on () vector(0)", "or on () vector(NaN)"])
def test_what_is_there_without_any_series_is_not_played(nothing):
    """Nobody can tell a service that is not there from one without errors."""
    with pytest.raises(NoExample, match=r"^its error ratio is there without any series"):
        played(f"{ERRORS} / {TOTAL} {nothing}")


@pytest.mark.parametrize(
    ("ratio", "told"),
    [
        (f"topk(1, {ERRORS}) / {TOTAL}", "topk is in its error ratio"), (f"{ERRORS} % {TOTAL}", "% is in its"),
        (f"sqrt({ERRORS}) / {TOTAL}", "sqrt is in its"), (f"count({ERRORS}) / {TOTAL}", "count is in its"),
        (
            "sum(rate(bad_total[$window] offset 5m)) / sum(rate(all_total[$window]))",
            r"bad_total stands in none of avg_over_time, increase, max_over_time, rate, sum_over_time over \$window",
        ),
        ("sum(rate(bad_total[5m])) / sum(rate(all_total[$window]))", "bad_total stands in none"),
        ("sum(bad_total) / sum(rate(all_total[$window]))", "bad_total stands in none"),
        ("1 - sum(sum_over_time(x[$window])) / sum(count_over_time(x[$window]))", "count_over_time is none of avg_"),
        (" + ".join(f"rate(x{n}[$window])" for n in range(6)), "its error ratio reads 6 selectors"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_named(ratio, told):
    with pytest.raises(NoExample, match=f"^{told}"):
        play({"errorRatio": ratio}, HOUR, ())


def test_series_that_no_labels_tell_apart_are_not_played():
    """`x` selects the errors, too."""
    errors, good = 'sum(rate(x{code="500"}[$window]))', "sum(rate(x[$window]))"
    with pytest.raises(NoExample, match=r"^x selects series of others as well"):
        play({"errorRatio": f"{errors} / ({errors} + {good})"}, HOUR, ())


def test_by_time_what_is_a_number_without_events_is_not_played():
    ratio = f"{ERRORS} / ({TOTAL} + 1e-15)"
    assert play({"errorRatio": ratio, "weight": TOTAL}, HOUR, ()) == ERRORS_PLAYED
    with pytest.raises(NoExample, match="its error ratio is 0 while nothing happens"):
        play({"errorRatio": ratio}, HOUR, ())


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


ALL = [
    (FILLED, TOTAL), (f"1 - {FILLED_GOOD}", TOTAL), (f"1 - {BUCKET} / {COUNT}", COUNT),
    (f"({TOTAL} - ({GOOD} or 0 * {TOTAL})) / {TOTAL}", TOTAL),
    (f"({ERRORS} or 0 * {GOOD}) / (({ERRORS} or 0 * {GOOD}) + ({GOOD} or 0 * {ERRORS}))",
     f"({ERRORS} or 0 * {GOOD}) + ({GOOD} or 0 * {ERRORS})"),
    (f"({ERRORS} or 0 * {TOTAL}) / ({TOTAL} > 0)", TOTAL),
]  # fmt: skip


def test_all_are_proved(tmp_path, monkeypatch):
    by_time = [{"errorRatio": ratio} for ratio, _ in ALL]
    raw = by_time + [{"errorRatio": ratio, "weight": weight} for ratio, weight in ALL]
    slos = objectives(*({"sli": {"raw": one}} for one in raw))
    done = proved(project(tmp_path / "project", slos=slos), monkeypatch)
    assert said(done) == []
    played = {trial.subject for trial in done.trials if trial.claim.startswith("slo:sli_total:rate5m")}
    assert played == {f"checkout/of-{number}" for number in range(len(raw))}, "played from the raw series"


def test_errors_that_are_a_part_of_the_total_are_never_more(tmp_path, monkeypatch):
    """Who fails is one of all: three errors of two events cannot be, and no rule is wrong that counts three events."""
    total, failed = ("sum(rate(served_total{" + of + "}[$window]))" for of in ('job="a"', 'job="a",code="500"'))
    slos = SLOS.format(f"({failed} or 0 * {total}) / {total}") + f"      weight: {total}\n"
    done = proved(project(tmp_path / "project", slos=slos), monkeypatch)
    assert said(done) == []
    assert any("slo:sli_total:rate5m" in trial.claim for trial in done.trials), "played from the raw series"


def test_a_weighted_ratio_above_one_is_held_to_one(tmp_path, monkeypatch):
    """Three errors of two events are no more than two bad events."""
    plant_alone(monkeypatch, swapped(", 0, 1) >= 0", ", 0, 2) >= 0"))
    found = said(proved(project(tmp_path / "project", slos=WEIGHED.format(FILLED)), monkeypatch))
    (first,) = found
    assert first.endswith("is 1.5 times what it must be: slo:sli_errors:rate5m with more errors than events, at 15m")


@pytest.mark.parametrize("weight", [TOTAL, f"{TOTAL} > 0"])
def test_a_weight_of_nought_is_no_events_and_one_that_is_none_says_nothing(weight, tmp_path, monkeypatch):
    slos = SLOS.format(FILLED) + f"      weight: {weight}\n"
    root = project(tmp_path / "project", slos=slos)
    assert said(proved(root, monkeypatch)) == []
    plant(monkeypatch, swapped(">= 0) *", "> 0) *"))
    found = said(proved(root, monkeypatch))
    assert any("slo:sli_total:rate5m with no events, a weight of 0" in one for one in found) == (weight == TOTAL), found


@pytest.mark.parametrize(
    ("window", "claim"), [("12m", "more events before it, and errors"), ("3m", "events early in it alone, and errors")]
)
def test_a_weight_over_another_window_is_noticed(window, claim, tmp_path, monkeypatch):
    """In steady traffic it is the same."""
    plant(monkeypatch, swapped("[6m]))) >= 0) *", f"[{window}]))) >= 0) *"))
    found = said(proved(project(tmp_path / "project", slos=WEIGHED.format(FILLED)), monkeypatch))
    assert any(f"slo:sli_total:rate5m with {claim}" in one for one in found), found


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
        (f"({ERRORS} or vector(0)) / {TOTAL}", "write (errors or 0 * total) / total"),
        (f"1 - {GOOD} / {TOTAL}", "write 1 - (good or 0 * total) / total"),
        (f"{ERRORS} / ({ERRORS} + {GOOD})", "write (good or 0 * errors), (errors or 0 * good)"),
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


@pytest.mark.parametrize(
    ("ratio", "several"),
    [
        (FILLED, True),
        ("sum by (a) ((rate(b[$window]))) / sum(increase(t[$window])) by (a)", True),
        ("avg(rate(b[$window])) / sum(rate(t[$window]))", False),
        ("sum(rate(b[$window]) / rate(t[$window]))", False),
        ("sum without (pod) (rate(b[$window])) / sum without (pod) (rate(t[$window]))", False),
        ("rate(b[$window]) / rate(t[$window])", False),
    ],
)
def test_several_pods_count_what_is_added_up(ratio, several):
    assert adds_up({"errorRatio": ratio}) is several
    assert adds_up({"errorRatio": FILLED, "weight": ratio}) is several


def test_errors_of_several_pods_that_are_not_added_up_are_noticed(tmp_path, monkeypatch):
    plant(monkeypatch, swapped("(sum(rate(bad_total", "(max(rate(bad_total"))
    done = proved(project(tmp_path / "project", slos=WEIGHED.format(FILLED)), monkeypatch)
    assert any("checkout/only in P is 0.5 times what it must be: slo:sli_errors:rate5m" in one for one in said(done))
