"""Whatever the base window: sound rules are not said to be faulty, and a planted fault is found."""

from __future__ import annotations

from itertools import product

import pytest
import yaml

from avionics.proof.traffic.recorded import Spared, history
from avionics.proof.traffic.traffic import Stretch, Timeline
from edits import append
from proof.faults import plant, plant_alone, swapped
from proof.projects import TINY, objectives, project, proved, said

RULES = "rules: {{scrapeInterval: {0}, evaluationInterval: {0}, baseWindow: {1}}}\n"
SLOS = (
    (TINY / "slos" / "checkout.yaml").read_text("utf-8")
    + """- name: reachable
  objective: 99
  impact: Customers cannot reach us
  playbook: checkout/availability.md
  sli:
    probe: probe_success{job="checkout"}
- name: stock
  objective: 99
  impact: Shelves are empty
  playbook: checkout/availability.md
  sli:
    gauge: {metric: 'stock_items{job="checkout"}', atLeast: 10}
"""
)
BASES = [("15s", "1m"), ("30s", "2m"), ("30s", "3m"), ("45s", "3m"), ("1m", "5m"), ("1m", "10m")]


def based(root, scrape, base):
    path = project(root, slos=SLOS)
    append(path / "avionics.yaml", RULES.format(scrape, base))
    return path


@pytest.mark.parametrize(("scrape", "base"), BASES)
def test_sound_rules_are_proved(scrape, base, tmp_path, monkeypatch):
    done = proved(based(tmp_path / "project", scrape, base), monkeypatch)
    assert said(done) == []
    tiers = product(("availability", "reachable", "stock"), ("1h", "6h", "1d", "3d"))
    assert {trial.subject for trial in done.trials} >= {f"checkout/{slo} tier {window}" for slo, window in tiers}


OF_COUNTERS = [
    ("30s", "2m", "offset 5m) or min_over", "offset 5m) and min_over", "three scrapes lost where the last 5m begin"),
    ("30s", "2m", "[5m59s999ms]) > 0", "[2m59s999ms]) > 0", "a restart early in the last 5m"),
    ("30s", "2m", "[5m])\n", "[8m])\n", "series that ended just before the last 5m"),
    ("45s", "3m", "[5m])\n", "[8m])\n", "series that ended just before the last 5m"),
    # a sample every 30s, so that both hold: a scrape of 45s has two samples beside it, and a restart is of one more
    ("45s", "3m", "[1m29s999ms] offset 5m", "[44s] offset 5m", "a scrape lost where the last 5m begin"),
    ("45s", "3m", "[6m29s999ms]) > 0", "[3m14s999ms]) > 0", "a restart early in the last 5m"),
    (
        "45s",
        "3m",
        'rate(http_requests_total{job="checkout",environment="P"}[5m44s999ms])',
        'rate(http_requests_total{job="checkout",environment="P"}[2m52s])',
        "a restart early in the last 5m",
    ),
]


@pytest.mark.parametrize(("scrape", "base", "sound", "broken", "claim"), OF_COUNTERS)
def test_a_short_window_that_no_base_windows_fill_is_proved_as_the_base_is(
    scrape, base, sound, broken, claim, tmp_path, monkeypatch
):
    """It is read from the counters itself, and a twentieth of all faults went unnoticed, most of them there."""
    plant(monkeypatch, swapped(sound, broken))
    done = proved(based(tmp_path / "project", scrape, base), monkeypatch)
    assert any("slo:sli_total:rate5m" in fault and claim in fault for fault in said(done)), said(done)


def test_so_is_that_of_a_tier_whose_long_window_is_chained(tmp_path, monkeypatch):
    """A base window of 6m does not fill 15m, and what its long window is made of is given to its suite."""
    root = project(tmp_path / "project", slos=ONE.format(99.5, "5h", RATIO))
    append(root / "avionics.yaml", RULES.format("1m", "6m"))
    plant(monkeypatch, swapped("[15m])\n", "[23m])\n"))
    faults = said(proved(root, monkeypatch))
    assert any("slo:sli_total:rate15m" in fault for fault in faults), faults


OF_SECONDS = [("5s", "30s", "2h"), ("9s", "45s", "2h"), ("4s", "24s", "6h"), ("5s", "20s", "1h")]


@pytest.mark.parametrize(("scrape", "base", "window"), OF_SECONDS)
def test_sound_rules_of_seconds_are_proved(scrape, base, window, tmp_path, monkeypatch):
    """Half an hour is then too many base windows for a chain: a sixth of what is told of sound rules was a fault."""
    root = project(tmp_path / "project", slos=ONE.format(99.9, window, RATIO))
    append(root / "avionics.yaml", RULES.format(scrape, base))
    done = proved(root, monkeypatch)
    assert said(done) == []
    assert {trial.subject for trial in done.trials} >= {"checkout/only", "checkout/only tier 30m"}


GOOD = """{ratio: {total: 'http_requests_total{job="a"}', good: 'http_requests_total{job="a",code=~"2.."}'}}"""


def test_sound_rules_of_every_second_are_proved(tmp_path, monkeypatch):
    """A total that is recorded a second after an evaluation is then one of the next evaluation, and no old one."""
    root = project(tmp_path / "project", slos=ONE.format(99.9, "2h", GOOD))
    append(root / "avionics.yaml", RULES.format("1s", "9s"))
    assert [fault for fault in said(proved(root, monkeypatch)) if not fault.startswith("samples-read")] == []


def test_a_rolling_period_of_too_many_base_windows_is_said(tmp_path, monkeypatch):
    """It was a crash."""
    root = project(tmp_path / "project", slos=ONE.format(99.9, "13h", RATIO))
    append(root / "avionics.yaml", "rules: {scrapeInterval: 1s, evaluationInterval: 3s, baseWindow: 9s}\n")
    why = "it is a sum of 5,200 pairs of 9s, and promtool holds 10,000 values at once"
    assert f"not-played: checkout/only: its period cannot be proved: {why}" in said(proved(root, monkeypatch))


@pytest.mark.parametrize(("period", "scrape", "base", "found"), [
    ("2h", "5s", "30s", "4s999ms"),  # beside tiles
    ("30d", "15s", "1m", "14s999ms"),  # beside an hour that is chained of half hours
])  # fmt: skip
def test_a_short_window_that_is_chained_is_proved(period, scrape, base, found, tmp_path, monkeypatch):
    root = project(tmp_path / "project", slos=ONE.format(99.9, period, RATIO))
    append(root / "avionics.yaml", RULES.format(scrape, base))
    pair = f'slo:sli_total:rate{base}{{environment="P",service="checkout",slo="only"}}[{found}] offset '
    plant(monkeypatch, swapped(f"{pair}2m)", f"{pair}4m)"))
    faults = said(proved(root, monkeypatch))
    assert any("slo:sli_error:ratio_rate5m" in fault for fault in faults), faults


@pytest.mark.parametrize("broken", ["on ()", "on (region)", "on (zone)"])
def test_that_a_group_vanished_is_told_beside_one_that_goes_on(broken, tmp_path, monkeypatch):
    """Matched without a label, another group would hide it; without one of two it did not show."""
    slos = ONE.format(99.9, "30d", RATIO).replace("  impact:", "  by: [region, zone]\n  impact:")
    plant(monkeypatch, swapped("unless on (region, zone)", f"unless {broken}"))
    faults = said(proved(project(tmp_path / "project", slos=slos), monkeypatch))
    assert any("Vanished" in fault and "must fire" in fault for fault in faults), faults


ONE = """apiVersion: avionics/v1
kind: ServiceLevelObjectives
service: checkout
slos:
- name: only
  objective: {0}
  window: {1}
  impact: Shelves are empty
  playbook: checkout/availability.md
  sli: {2}
"""
RATIO = """{ratio: {total: 'http_requests_total{job="a"}', errors: 'http_requests_total{job="a",code=~"5.."}'}}"""
GAUGE = "{gauge: {metric: 'stock_items{job=\"a\"}', atLeast: 10}}"
PROBE = "{probe: 'probe_success{job=\"a\"}'}"
FRESHNESS = "{freshness: {timestamp: 'import_seconds{job=\"a\"}', threshold: 15m}}"


PROMISES = [
    (99.9, "3d", RATIO),  # a tier's window is the period: what is recorded of it is not given
    (99.9, "7d", RATIO),
    (95, "30d", GAUGE),
    (99.99, "90d", GAUGE),  # the threshold is less than a slice
    (99.5, "365d", FRESHNESS),
]


def test_sound_rules_of_any_promise_are_proved(tmp_path, monkeypatch):
    slos = objectives(
        *({"objective": percent, "window": window, "sli": yaml.safe_load(sli)} for percent, window, sli in PROMISES)
    )
    done = proved(project(tmp_path / "project", slos=slos), monkeypatch)
    assert [trial.claim for trial in done.trials if trial.fault] == []
    assert [message for message in said(done) if "not-played" in message] == []


UNEVEN = [("45s", "3m"), ("40s", "3m"), ("7s", "30s"), ("70s", "5m")]
"""Scrapes that do not fill a window which is read from them; of 45s that is 5m, beside the base."""


@pytest.mark.parametrize(("scrape", "base"), UNEVEN)
def test_slices_of_time_that_do_not_fill_a_window_are_proved(scrape, base, tmp_path, monkeypatch):
    """Where they fill no base they were not played, and in one of 5m a bad slice of 45s seemed to be two."""
    slos = objectives(*({"sli": yaml.safe_load(sli)} for sli in (GAUGE, FRESHNESS, PROBE)))
    root = project(tmp_path / "project", slos=slos)
    rules = f"{{scrapeInterval: {scrape}, evaluationInterval: {'30s' if base == '30s' else '1m'}, baseWindow: {base}}}"
    append(root / "avionics.yaml", f"rules: {rules}\n")
    done = proved(root, monkeypatch)
    assert said(done) == []
    pair = f"slo:sli_errors:rate{base} with slices good, bad, and without a sample by turns"
    played = {trial.subject for trial in done.trials if trial.claim.startswith(pair)}
    assert played == {"checkout/of-0", "checkout/of-1", "checkout/of-2"}


@pytest.mark.parametrize(("sound", "broken"), [("> bool 900", "> bool 901"), ("> bool 900", ">= bool 900")])
def test_a_timestamp_of_another_age_is_noticed(sound, broken, tmp_path, monkeypatch):
    plant(monkeypatch, swapped(sound, broken))
    done = proved(project(tmp_path / "project", slos=ONE.format(99.9, "30d", FRESHNESS)), monkeypatch)
    assert any("slo:sli_errors:rate5m with slices good" in message for message in said(done)), said(done)


RAW = """{raw: {errorRatio: 'avg(avg_over_time(stock_missing{job="a"}[$window]))'}}"""
WEIGHED = """{raw: {errorRatio: '1 - (sum(rate(good_total[$window])) or 0 * sum(rate(all_total[$window])))
      / sum(rate(all_total[$window]))', weight: 'sum(rate(all_total[$window]))'}}"""


@pytest.mark.parametrize(
    ("scrape", "base", "window", "sli", "alerting"),
    [
        ("1m", "30m", "2h", RATIO, "{}"),  # the tier of 30m looks at one window twice
        ("2m", "10m", "1h", WEIGHED, "{}"),  # half of 30m is no whole number of scrapes
        ("15s", "90s", "90m", RAW, "{minFailures: 20}"),  # all base windows that 30m holds
    ],
)
def test_sound_rules_are_proved_at_the_edge_of_what_bases_allow(
    scrape, base, window, sli, alerting, tmp_path, monkeypatch
):
    path = based(tmp_path / "project", scrape, base)
    slos = ONE.format(99.9, window, sli) + f"  alerting: {alerting}\n"
    (path / "slos" / "checkout.yaml").write_text(slos, "utf-8")
    done = proved(path, monkeypatch)
    assert [trial.claim for trial in done.trials if trial.fault] == [], "none of these rules is at fault"
    assert {trial.subject for trial in done.trials} >= {"checkout/only tier 30m"}, "and the tier was tried"


def test_the_windows_of_a_tier_without_an_alert_are_proved(tmp_path, monkeypatch):
    """They are recorded all the same, for dashboards."""
    slos = ONE.format(99.9, "30d", RATIO) + "  alerting: {disable: [1d]}\n"
    plant_alone(monkeypatch, swapped("[1h59m59s999ms:5m]", "[59m59s999ms:5m]"))
    done = proved(project(tmp_path / "project", slos=slos), monkeypatch)
    failed = {trial.claim.partition(" ")[0] for trial in done.trials if trial.fault}
    assert failed == {"slo:sli_error:ratio_rate2h"}, said(done)


def test_a_window_of_more_pairs_than_promtool_holds_is_said(tmp_path, monkeypatch):
    """A day of 4 s is 21,600 pairs: no fault of the rules, and not proved."""
    path = based(tmp_path / "project", "1s", "4s")
    (path / "slos" / "checkout.yaml").write_text((TINY / "slos" / "checkout.yaml").read_text("utf-8"), "utf-8")
    done = proved(path, monkeypatch)
    why = "it is a sum of 21,600 pairs of 4s, and promtool holds 10,000 values at once"
    told = [message for message in said(done) if not message.startswith("samples-read:")]
    assert told == [f"not-played: checkout/availability: the 1d tier cannot be proved: {why}"]
    assert not [trial for trial in done.trials if trial.fault]


def test_a_guard_of_more_events_than_a_probe_has_is_proved(tmp_path, monkeypatch):
    """One event a scrape: what made a thousand failures of a small share took more series than promtool holds."""
    slos = ONE.format(99.9, "30d", PROBE) + "  alerting: {minEvents: 1000}\n"
    assert said(proved(project(tmp_path / "project", slos=slos), monkeypatch)) == []


def test_the_past_ends_right_before_what_the_rule_itself_must_say():
    """Pairs of a minute, every 15 s: an older value would be found for 5 m, unless the series has ended."""
    text = history("slo:sli_total:rate1m", Timeline([Stretch(300, 2, 0)]), 15, Spared((180,), 15))
    assert " stale _ " in text
    before, _, after = text.partition(" stale _ ")
    assert [len(_numbers(before)), len(_numbers(after))] == [11, 8], "second 165 is the end, 180 is the rule's"


def test_nothing_of_the_past_is_found_where_the_rule_looks_for_what_the_last_evaluation_wrote():
    """Evaluated once a minute, at 180: between 120 and 180 there is nothing, and an instant value ends at 165."""
    text = history("slo:sli_total:rate1m", Timeline([Stretch(300, 2, 0)]), 15, Spared((180,), 60))
    assert _numbers(text)[8:14] == ["2.0", "_", "_", "stale", "_", "2.0"], "seconds 120, 135 ... 195"


def _numbers(text):
    found = []
    for word in text.split():
        start, _, times = word.partition("x")
        found += [start] * (int(times or 0) + 1)
    return found
