"""The tests are tested: faults planted into compiled rules are found, and named with the objective they are in."""

from __future__ import annotations

import re

import pytest
import yaml
from msgspec.structs import replace

from avionics.plan.objectives.windows import Tier
from edits import append
from proof.faults import believe, of_alerts, plant, plant_alone, play_nothing, swapped
from proof.projects import ALERTS, TINY, project, proved, said, without_objectives


def test_a_sound_project_is_proved(tmp_path, monkeypatch):
    done = proved(project(tmp_path / "sound"), monkeypatch)
    assert said(done) == []
    assert len(done.trials) > 100
    subjects = {trial.subject for trial in done.trials}
    assert {f"checkout/availability tier {window}" for window in ("1h", "6h", "1d", "3d")} <= subjects
    assert any(trial.claim.startswith("reaches ") for trial in done.trials)


BASE = """\
route:
  receiver: old
  routes: [{receiver: old, matchers: ['severity=~"[[:alpha:]]age"']}]
receivers: [{name: old}]
"""
"""A pattern that is not read in process: amtool has the last word."""


def test_a_route_that_was_there_before_and_takes_our_pages_is_found(tmp_path, monkeypatch):
    play_nothing(monkeypatch)
    root = project(tmp_path / "moved")
    append(root / "avionics.yaml", "alertmanager: {base: base.yaml}\n")
    (root / "base.yaml").write_text(BASE, "utf-8")
    done = proved(root, monkeypatch)
    assert said(done) == [
        f"test-failed: CheckoutAvailabilityBudgetBurn {tier} in P ends at old, and this does not hold: "
        "reaches team-corner/page"
        for tier in ("1h", "6h")
    ]
    (help_,) = {each.help for each in done.findings}
    assert 'add the matcher stage=""' in help_
    (root / "base.yaml").write_text(BASE.replace("['severity", "['stage=\"\"', 'severity"), "utf-8")
    assert said(proved(root, monkeypatch)) == [], "the advice works"


OF_SERIES = """\
route:
  receiver: old
  routes:
  - {receiver: orders, matchers: ['queue =~ "orders-.+"', '{severity!="page", host="h1"}']}
  - {receiver: bills, match: {queue: bills}}
  - {receiver: again, match_re: {queue: or.*}, continue: true}
receivers:
- {name: old}
- {name: orders, webhook_configs: [{url: 'https://orders.example'}]}
- {name: bills, webhook_configs: [{url: 'https://bills.example'}]}
- {name: again, webhook_configs: [{url: 'https://again.example'}]}
"""
"""Teams that are told by a label of the series: which of them an alert meets, only its series know."""


def test_a_route_that_asks_for_a_label_of_the_series_is_found(tmp_path, monkeypatch):
    """Alerts at stage shadow wake nobody; routes from before must not take them for the sake of a namespace."""
    root = without_objectives(tmp_path / "moved", ALERTS.format(more=""))
    append(root / "avionics.yaml", "alertmanager: {base: base.yaml}\n")
    (root / "base.yaml").write_text(OF_SERIES, "utf-8")
    taken = "CheckoutQueueStuck in P where queue is 'bills' ends at this route: bills is told, and shadow is not"
    assert [each.message for each in proved(root, monkeypatch).findings if each.rule == "alert-taken"] == [taken], (
        "no series of the alert has the label 'host', and what goes on comes to the shadow in the end"
    )
    (root / "base.yaml").write_text(OF_SERIES.replace("{queue: bills}", '{queue: bills, stage: ""}'), "utf-8")
    done = proved(root, monkeypatch)
    assert not [each for each in done.findings if each.rule in ("alert-taken", "test-failed")], "the advice works"
    assert any(each.claim == "reaches shadow where queue is 'bills'" for each in done.trials), "amtool was asked too"


PLANTED = [
    # what was planted, what it becomes, and what must be said of it
    ("14.4 * 0.001", "144 * 0.001", "checkout/availability tier 1h in P must fire at"),
    ("14.4 * 0.001", "1.44 * 0.001", "checkout/availability tier 1h in P must be silent at"),
    (
        'slo:sli_errors:increase1h{environment="P"',
        'slo:sli_errors:increase1h{environment="D"',
        "tier 1h in P must fire",
    ),
    (
        " or 0 * sum(slo:sli_total:rate5m",
        " and 0 * sum(slo:sli_total:rate5m",
        "checkout/availability in P is not there",
    ),
    ("> 2.5", "> 0.5", ", and fires: one failure and nothing else"),
    ("[59m59s:5m]", "[29m59s:5m]", "errors, then no events: idle is not recovery"),
    # what is remembered of an idle service: the last ratio, and no other
    ("[59m59s:5m]", "[59m59s:10m]", "does not: idle: its short window burned at last, and not before"),
    ("[5h59m59s:30m]", "[5h59m59s:1h]", "does not: idle: its short window burned at last, and not before"),
    (" or last_over_time(", " or max_over_time(", "and fires: idle: it burned before, and not at last"),
    (" > 0)", " >= 0)", "must not be there, and is NaN"),
    # several pods
    (
        'sum(\n(last_over_time(http_requests_total{job="checkout",code',
        'max(\n(last_over_time(http_requests_total{job="checkout",code',
        "checkout/availability in P is 0.5 times what it must be",
    ),
    # what befalls counters: the sample before the window, the first one in it, restarts in it and before it
    ("[1m59s999ms] offset", "[59s] offset", "a scrape lost where the last 5m begin"),
    ("[1m59s999ms] offset", "[9m] offset", "three scrapes lost where the last 5m begin"),
    ("min_over_time(", "max_over_time(", "three scrapes lost where the last 5m begin"),
    ("resets(", "absent(", "a restart early in the last 5m"),
    ("[6m59s999ms]) > 0", "[20m]) > 0", "a restart before the last 5m, and series that end in them"),
    ("> 0) / 300", ">= 0) / 300", "a restart before the last 5m, and series that end in them"),
    ("[5m])\n", "[7m])\n", "series that ended just before the last 5m"),
    # pairs that are chained: one of another time
    ("offset 25m", "offset 24m", "other traffic in each of what is chained"),
    # pairs of before a restart, where an instant value finds them
    ("[59s999ms])", "[5m])", "slo:sli_errors:rate1h where none was recorded"),
    ("[59s999ms])", "[5m])", "slo:sli_error:ratio_rate1d where none was recorded"),
    ("[59s999ms] offset 1h)", "[5m] offset 1h)", "slo:sli_error:ratio_rate6h where none was recorded"),
    # pairs between those that a window is made of
    ("[1h59m59s999ms:5m]", "[1h59m59s999ms:2m30s]", "slo:sli_error:ratio_rate2h where none was recorded"),
    ("[2d23h59m59s999ms:30m]", "[2d23h59m59s999ms:15m]", "slo:sli_error:ratio_rate3d where none was recorded"),
    # base windows that were missed, in the hour that now fills and in the one that a period leaves
    (
        "[59s999ms]) and on () (vector(time()) >",
        "[5m]) and on () (vector(time()) >",
        "increase30d where none was recorded",
    ),
    (
        "[59s999ms]) and on () (vector(time()) <=",
        "[5m]) and on () (vector(time()) <=",
        "slo:sli_errors:increase30d where none was recorded",
    ),
    # the hour that a period leaves
    ("offset 29d23h", "offset 29d22h55m", "slo:sli_total:increase30d over the period"),
    ("[59m59s999ms:5m] offset", "[1h59m59s999ms:5m] offset", "slo:sli_total:increase30d over the period"),
    ("<= scalar(", "< scalar(", "slo:sli_total:increase30d over the period"),
    ("- 2588400", "- 2584800", "slo:sli_total:increase30d over the period"),
    ("[29d22h59m59s999ms:1h]", "[29d23h59m59s999ms:1h]", "slo:sli_total:increase30d over the period"),
]


@pytest.mark.parametrize(("sound", "broken", "expected"), PLANTED)
def test_a_planted_fault_is_named(sound, broken, expected, tmp_path, monkeypatch):
    plant(monkeypatch, swapped(sound, broken))
    done = proved(project(tmp_path / "broken"), monkeypatch)
    assert any(expected in message for message in said(done)), "\n".join(said(done))
    assert all(each.where.path == "slos/checkout.yaml" for each in done.findings)


def test_a_total_of_before_a_restart_is_no_measurement(tmp_path, monkeypatch):
    slos = (project(tmp_path / "one") / "slos" / "checkout.yaml").read_text("utf-8")
    counted = re.sub(r"errors: (\w+\{.*?),code=~\"5..\"\}", r'good: \1,code!~"5.."}', slos)
    assert "good: " in counted, f"no errors are counted in {slos}"
    plant(monkeypatch, swapped("== time()", "<= time()"))
    done = proved(project(tmp_path / "two", slos=counted), monkeypatch)
    assert any("bad events before the first scrape after a restart" in message for message in said(done)), said(done)


def test_burn_rates_are_not_believed(tmp_path, monkeypatch):
    """Suites took them from where rules do: twice what the Workbook says passed."""
    believe(monkeypatch)
    sound = Tier.burn_rate
    monkeypatch.setattr(Tier, "burn_rate", lambda tier, period: 2 * sound(tier, period))
    slos = (TINY / "slos" / "checkout.yaml").read_text("utf-8").replace("99.9", "99.87")  # what others ask for is kept
    faults = said(proved(project(tmp_path / "project", slos=slos), monkeypatch))
    for window in ("1h", "6h", "1d", "3d"):
        assert any(f"tier {window} in P must fire" in fault for fault in faults), f"{window}: {faults}"


OF_KINDS = {
    "failed-fast": (
        {"errors_or_slow": {"histogram": "w_seconds", "errors": 'w_seconds{code="5"}', "threshold": "300ms"}},
        'or 0 * sum(slo:sli_total:rate5m{environment="P",service="checkout",slo="availability"}))',
        "and 0 * vector(0))",
        "all is well, for long, after everything has failed",
    ),
    "second-of-all": (
        {"ratio": {"total": ["a_total", "b_total"], "good": 'a_total{code="2"}'}},
        "b_total{",
        "c_total{",
        "must be",
    ),
    "second-of-errors": (
        {"ratio": {"total": "a_total", "errors": ["b_total", "c_total"]}},
        "c_total{",
        "d_total{",
        "must be",
    ),
    "errors-beside": (
        {"ratio": {"total": "a_total", "errors": ['a_total{code="500"}', "late_total"]}},
        "late_total{",
        "d_total{",
        "must be",
    ),
    "second-of-one-metric": (
        {"ratio": {"total": "a_total", "errors": ['a_total{code="500"}', 'a_total{code="429"}']}},
        'code="429"',
        'code="430"',
        "must be",
    ),
    "second-in-both": (
        {"ratio": {"total": ["a_total", "b_total", "c_total"], "errors": ["b_total", "c_total"]}},
        "c_total{",
        "d_total{",
        "must be",
    ),
    "lowest-good": ({"gauge": {"metric": "g", "atLeast": 8, "atMost": 20}}, "< bool 8", "<= bool 8", "must be"),
    "highest-bad": ({"gauge": {"metric": "g", "atLeast": 8, "atMost": 20}}, "< bool 8", "< bool 4", "must be"),
    "burn-rate": ({"gauge": {"metric": "g", "atMost": 20}}, "/ 0.001", "* 0.001", "slo:current_burn_rate:ratio with"),
    "lost-slice": (
        {"gauge": {"metric": "g", "atMost": 20}},
        "[59s999ms]) > bool 20",
        "[1m58s]) > bool 20",
        "slo:sli_errors:rate5m with slices good, bad, and without a sample by turns",
    ),
    "newest": ({"freshness": {"timestamp": "f", "threshold": "1h"}}, "max(", "min(", "must be"),
}


@pytest.mark.parametrize(("sli", "sound", "broken", "expected"), OF_KINDS.values(), ids=OF_KINDS)
def test_a_fault_in_an_indicator_is_named(sli, sound, broken, expected, tmp_path, monkeypatch):
    """Faults in rules of other kinds than a ratio, which their made-up series must show."""
    root = project(tmp_path / "kind")
    slos = root / "slos/checkout.yaml"
    document = yaml.safe_load(slos.read_text("utf-8"))
    document["slos"] = [{**document["slos"][0], "sli": sli}]
    slos.write_text(yaml.safe_dump(document), "utf-8")
    plant(monkeypatch, swapped(sound, broken))
    assert any(expected in message for message in said(proved(root, monkeypatch)))


def test_a_text_with_a_blank_is_named(tmp_path, monkeypatch):
    slos = (project(tmp_path / "one") / "slos" / "checkout.yaml").read_text("utf-8")
    plant(monkeypatch, told("Lost in {{ $labels.city }}"))
    done = proved(project(tmp_path / "two", slos=slos), monkeypatch)
    assert any("has a blank in its summary: it carries no label 'city'" in message for message in said(done)), said(
        done
    )


def test_a_label_that_is_only_spoken_of_is_no_blank(tmp_path, monkeypatch):
    slos = (project(tmp_path / "one") / "slos" / "checkout.yaml").read_text("utf-8")
    plant_alone(monkeypatch, told('Call {{ "{{" }} $labels.city }} or $labels.city'))
    assert said(proved(project(tmp_path / "two", slos=slos), monkeypatch)) == []


def told(summary):
    return of_alerts(lambda alert: replace(alert, annotations=(("summary", summary),)))


def test_a_tier_that_tolerates_nearly_all_failing_is_proved(tmp_path, monkeypatch):
    """8 % of a week's budget in an hour is 13.44 times the rate, and of 7 % that is 94.08 % of all events."""
    slos = (TINY / "slos" / "checkout.yaml").read_text("utf-8")
    done = proved(
        project(tmp_path / "much", slos=slos.replace("objective: 99.9", "objective: 93\n  window: 7d")), monkeypatch
    )
    assert said(done) == []
    assert any("errors of 97 % for" in trial.claim for trial in done.trials if trial.subject.endswith("tier 1h"))


@pytest.mark.parametrize(("every", "found"), [(120, False), (150, True), (1200, True)])
def test_a_group_that_is_evaluated_too_seldom_is_named(every, found, tmp_path, monkeypatch):
    """Two times 150 s are five minutes, and Prometheus 3 does not find a value that is just as old."""
    play_nothing(monkeypatch)
    monkeypatch.setattr("avionics.plan.expand.LONG_INTERVAL", every)
    done = proved(project(tmp_path / "seldom"), monkeypatch)
    named = [message for message in said(done) if "group checkout/slo/availability/long in P is evaluated" in message]
    assert bool(named) is found, said(done)


def test_windows_of_a_tier_that_is_switched_off_are_proved_all_the_same(tmp_path, monkeypatch):
    slos = (TINY / "slos" / "checkout.yaml").read_text("utf-8") + "  alerting: {disable: ['1h', '6h']}\n"
    done = proved(project(tmp_path / "off", slos=slos), monkeypatch)
    assert said(done) == []
    claims = {trial.claim.partition(" ")[0] for trial in done.trials}
    assert {"slo:sli_errors:rate5m", "slo:sli_errors:rate1h", "slo:sli_error:ratio_rate6h"} <= claims


def test_a_bad_sample_where_all_are_good_is_noticed(tmp_path, monkeypatch):
    slos = (TINY / "slos" / "checkout.yaml").read_text("utf-8").partition("  sli:")[0]
    plant(monkeypatch, swapped("])), 0) / 300", "])), 1) / 300"))
    done = proved(project(tmp_path / "broken", slos=slos + "  sli: {probe: up}\n"), monkeypatch)
    assert any("slo:sli_errors:rate5m with every slice good" in message for message in said(done)), said(done)
