"""An error ratio that is written as a quotient: errors over all events, or 1 less what was good."""

from __future__ import annotations

import pytest

from avionics.slis.example import NoExample
from avionics.slis.play import Scrapes, Traffic
from avionics.slis.raw.play import play
from proof.projects import project, proved, said

SLOS = """apiVersion: avionics/v1
kind: ServiceLevelObjectives
service: checkout
slos:
- name: only
  objective: 99.9
  impact: Customers cannot pay
  playbook: checkout/availability.md
  sli:
    raw:
      errorRatio: {0}
      weight: sum(rate(all_total[$window]))
"""
TOTAL, ERRORS, GOOD = (f"sum(rate({one}_total[$window]))" for one in ("all", "bad", "good"))
FILLED = f"({ERRORS} or 0 * {TOTAL}) / {TOTAL}"
FILLED_GOOD = f"({GOOD} or 0 * {TOTAL}) / {TOTAL}"
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
        f"{ERRORS} / {TOTAL} / 2", "1",
    ],
)  # fmt: skip
def test_of_anything_else_nothing_is_played(ratio):
    with pytest.raises(NoExample, match="no quotient"):
        played(ratio)


@pytest.mark.parametrize("ratio", [FILLED, f"1 - {FILLED_GOOD}"])
def test_both_are_proved(ratio, tmp_path, monkeypatch):
    done = proved(project(tmp_path / "project", slos=SLOS.format(ratio)), monkeypatch)
    assert said(done) == []
    assert any("slo:sli_total:rate5m" in trial.claim for trial in done.trials), "played from the raw series"


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
    done = proved(project(tmp_path / "project", slos=SLOS.format(ratio)), monkeypatch)
    (first, *_) = [one for one in done.findings if "slo:sli_total:rate5m with" in one.message]
    assert "is not there, and must be" in first.message
    assert first.help == told


@pytest.mark.parametrize("rules", ["baseWindow: 3m, scrapeInterval: 30s", "baseWindow: 3m, scrapeInterval: 45s"])
@pytest.mark.parametrize("guard", [3, 10])
def test_failures_fewer_than_the_guard_lie_where_no_two_base_windows_count_them(rules, guard, tmp_path, monkeypatch):
    """Both edges of 3m30s hold a sample: 7 of its scrapes are counted as 6, and one of them by the next window, too."""
    slos = SLOS.format(FILLED) + f"  alerting: {{minFailures: {guard}}}\n"
    root = project(tmp_path / "project", slos=slos)
    known = root / "avionics.yaml"
    known.write_text(known.read_text("utf-8") + f"rules: {{{rules}}}\n", "utf-8")
    done = proved(root, monkeypatch)
    assert [trial.claim for trial in done.trials if trial.fault] == []
    assert any(f"{guard - 1} failures and nothing else" in trial.claim for trial in done.trials)


def test_what_counts_by_time_is_noticed_once_as_many_base_windows_as_the_guard_asks_for_have_errors(
    tmp_path, monkeypatch
):
    """20 of 2 m are 40 m, which is longer than the half hour in which the burn rate would notice it."""
    slos = SLOS.format(FILLED).partition("      weight:")[0] + "  alerting: {minFailures: 20}\n"
    root = project(tmp_path / "project", slos=slos)
    known = root / "avionics.yaml"
    known.write_text(known.read_text("utf-8") + "rules: {baseWindow: 2m, scrapeInterval: 15s}\n", "utf-8")
    done = proved(root, monkeypatch)
    assert [trial.claim for trial in done.trials if trial.fault] == []
    assert any("due after 2400 s" in trial.claim for trial in done.trials)
