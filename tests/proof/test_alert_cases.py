"""Cases of alerts: run as written, and faults in them said where they are."""

from __future__ import annotations

import pytest

from avionics.app.check import check
from avionics.app.compile import compile_project
from avionics.app.render import Options, render
from avionics.finding import Finding
from avionics.proof.suites.of_plan import suites
from proof.projects import ALERTS, SOUND, TODAY, project, proved, said, without_objectives

ONE = """  tests:
  - name: It stands still
    series: {'queue_age_seconds{job="checkout",queue="paid"}': 700x20}
"""


QUIET = """  - name: Nothing stands
    series: {'queue_age_seconds{job="checkout",queue="paid"}': 700x20}
"""


def of_alert(tmp_path, more):
    """The project of the alert with these cases."""
    return without_objectives(tmp_path / "project", ALERTS.format(more=more))


def test_sound_cases_are_silent(tmp_path, monkeypatch):
    beside = proved(project(tmp_path / "an objective too", alerts=ALERTS.format(more=SOUND)), monkeypatch)
    alone = proved(of_alert(tmp_path, SOUND), monkeypatch)
    assert said(beside) == said(alone) == []
    assert {trial.claim for trial in alone.trials} < {trial.claim for trial in beside.trials}


NAMELESS = """  description: 'Queue {{ $labels.queue }} stands'
  tests:
  - name: What has no queue stands still
    series: {'queue_age_seconds{job="checkout"}': 700x20}
    fires: [{at: 6m, labels: {queue: ''}}]
    silent: [3m]
"""


def test_series_without_a_label_of_by_are_a_group_of_which_a_text_of_ours_says_none(tmp_path, monkeypatch):
    """Its address chooses the empty value. Only what somebody wrote himself has a blank."""
    ours = NAMELESS[NAMELESS.index("  tests:") :]
    assert said(proved(of_alert(tmp_path / "ours", ours), monkeypatch)) == []
    (fault,) = said(proved(of_alert(tmp_path / "own", NAMELESS), monkeypatch))
    assert "has a blank in its description: it carries no label 'queue'" in fault


FAULTS = [
    ("", "alert-untested: CheckoutQueueStuck has no case in which it fires and none in which it stays silent"),
    (f"{ONE}    fires: [6m]\n", "alert-untested: CheckoutQueueStuck has no case in which it stays silent"),
    (f"{ONE}    fires: [4m]\n    silent: [3m]\n",
     "test-failed: checkout CheckoutQueueStuck in P must fire at 4m, and does not: It stands still, at 4m"),
    (f"{ONE}    fires: [6m]\n    silent: [7m]\n",
     "test-failed: checkout CheckoutQueueStuck in P must be silent at 7m, and fires: It stands still, at 7m"),
    (f"{ONE}    fires: [{{at: 6m, labels: {{queue: other}}}}]\n    silent: [3m]\n",
     ("test-failed: checkout CheckoutQueueStuck in P fires at 6m with other labels: "
      "queue is 'paid', not 'other': It stands still, at 6m")),
    (SOUND.replace("{at: 15m, labels: {queue: paid}}", "15m"),
     "alert-case: CheckoutQueueStuck fires for which 'queue'? The series have other, paid"),
    (SOUND.replace("700x20", "700+x20"), "alert-case: '0x9 700+x20' is no series of values"),
    (SOUND.replace("700x20", "700x99999999"), "alert-case: 100,000,010 values in one series, more than 200,000"),
    (SOUND.replace('queue="paid"}', 'queue=~"paid"}'),
     'alert-case: queue_age_seconds{job="checkout",queue=~"paid"} is not a series'),
    (SOUND.replace('queue="paid"}', 'queue="paid"'),
     'alert-case: queue_age_seconds{job="checkout",queue="paid" is not a series'),
    (SOUND.replace("silent: [9m", "silent: [9y"), "alert-case: 3285d is too far for values every 1m"),
]  # fmt: skip


BARE = """apiVersion: avionics/v1
kind: Alerts
service: checkout
alerts:
- name: CheckoutQueueStuck
  expr: queue_age_seconds{job="checkout"} > 600
  by: [queue]
  severity: ticket
  type: cause
  impact: Orders wait
  tests:
  - name: It stands still
    series: {'queue_age_seconds{job="checkout",queue="paid"}': 700x9}
    fires: [FIRES]
  - {name: It moves, series: {'queue_age_seconds{job="checkout",queue="paid"}': 7x9}, silent: [2m]}
"""


def test_labels_of_the_series_beside_those_of_by_are_said_as_they_are_to_be_written(tmp_path, monkeypatch):
    """An expression that aggregates nothing keeps them all; most who write one forget 'job'."""
    (found,) = proved(without_objectives(tmp_path / "bare", BARE.replace("FIRES", "2m")), monkeypatch).findings
    wanted = "{at: 2m, labels: {job: checkout}}"
    assert found.help == f"it has these of its series: write {wanted}, or aggregate them away"
    assert said(proved(without_objectives(tmp_path / "said", BARE.replace("FIRES", wanted)), monkeypatch)) == []


SEEN = [
    ("fires: [4m]", "at 4m the value was 700 of {queue=\"paid\"}: > 600 since 0s, and 'for' is 5m"),
    ("silent: [7m]", 'at 7m the value was 700 of {queue="paid"}: > 600 since 0s'),
    ("fires: [1h]", "at 1h there was no value: the series of the case are over, or not those that its selectors ask"),
]


@pytest.mark.parametrize(("asked", "seen"), SEEN)
def test_what_was_seen_is_said(asked, seen, tmp_path, monkeypatch):
    """Values of 700 from the first minute on, 20 of them."""
    done = proved(of_alert(tmp_path, f"{ONE}    {asked}\n"), monkeypatch)
    (failed,) = [finding for finding in done.findings if finding.rule == "test-failed"]
    assert failed.help.startswith(seen)


def test_a_value_that_is_not_reached_is_said_with_the_bound(tmp_path, monkeypatch):
    more = f"{ONE.replace('700x20', '500x20')}    fires: [6m]\n    silent: [3m]\n"
    done = proved(of_alert(tmp_path, more), monkeypatch)
    (failed,) = done.findings
    assert failed.help == 'at 6m the value was 500 of {queue="paid"}, and must be > 600'


UNSEEN = [
    ("queue_age_seconds", "queue_agge_seconds", "3m", True),  # misspelt
    ('job="checkout"', 'job="chekout"', "3m", True),
    ("700x20", "500x20", "3m", False),  # 20 minutes of values, and 5 that the last one holds for
    ("700x20", "500x20", "24m", False),
    ("700x20", "500x20", "25m", True),
    ("700x20", "500x20 _x9", "1h", False),  # ended on purpose
    ("700x20", "500x20 stale", "1h", False),
]


@pytest.mark.parametrize(("written", "instead", "at", "told"), UNSEEN)
def test_silence_without_a_series_proves_nothing(written, instead, at, told, tmp_path, monkeypatch):
    """Prometheus takes the last value for five minutes; from then on there is none."""
    cases = f"{SOUND}{QUIET.replace(written, instead)}    silent: [{at}]\n"
    found = said(proved(of_alert(tmp_path, cases), monkeypatch))
    message = f"alert-case: at {at} there was no value, so that silence proves nothing: Nothing stands"
    assert [one for one in found if not one.startswith("case-series")] == ([message] if told else [])


@pytest.mark.parametrize(
    ("stage", "severity"), [("page", "error"), ("ticket", "error"), ("shadow", "warning"), ("draft", "warning")]
)
@pytest.mark.parametrize("rendered", [False, True], ids=["at first", "after a render"])
def test_check_says_which_alerts_nobody_tried_as_test_does(stage, severity, rendered, tmp_path, monkeypatch):
    root = of_alert(tmp_path, f"  stage: {stage}\n{ONE}    fires: [6m]\n")
    if rendered:
        assert not render(str(root), Options(TODAY)).failed, "an alert that nobody tried is compiled all the same"
    told = [one for one in check(str(root), today=TODAY).findings if one.rule == "alert-untested"]
    assert [(one.message, one.severity, one.where.path) for one in told] == [
        ("CheckoutQueueStuck has no case in which it stays silent", severity, "alerts/checkout.yaml")
    ]
    assert [one for one in proved(root, monkeypatch).findings if one.rule == "alert-untested"] == told


ELSEWHERE = SOUND.replace("    series:", "    environment: PP\n    series:")


def test_a_case_of_an_environment_that_is_not_there_is_an_error(tmp_path, monkeypatch):
    (unknown,) = proved(of_alert(tmp_path, ELSEWHERE), monkeypatch).findings
    assert f"{unknown.rule}, {unknown.where.path}: {unknown.message}, {unknown.help}" == (
        "unknown-environment, alerts/checkout.yaml: checkout does not run in an environment 'PP', did you mean 'P'?"
    )


def test_such_a_case_is_not_run_and_does_not_count(tmp_path):
    compiled = compile_project(str(of_alert(tmp_path, ELSEWHERE)), today=TODAY)
    findings: list[Finding] = []
    suites(compiled.outcomes["checkout"].plan, compiled.catalog, findings)
    assert [f"{each.rule}: {each.message}" for each in findings] == [
        "alert-untested: CheckoutQueueStuck has no case in which it fires and none in which it stays silent"
    ]


@pytest.mark.parametrize(("more", "expected"), FAULTS)
def test_faults_are_said(more, expected, tmp_path, monkeypatch):
    found = said(proved(of_alert(tmp_path, more), monkeypatch))
    assert expected in found, "\n".join(found)
    assert set(found) <= {expected, "alert-untested: CheckoutQueueStuck has no case in which it stays silent"}


def test_the_case_that_is_shown_can_be_copied(tmp_path, monkeypatch):
    bare = ALERTS.format(more="").replace(
        'max by (queue) (queue_age_seconds{job="checkout"})', 'max(queue_age{job="shop"})'
    )
    bare = bare.replace("  by: [queue]\n", "")
    found = check(str(without_objectives(tmp_path / "bare", bare)), today=TODAY).findings
    (told,) = [one for one in found if one.rule == "alert-untested"]
    shown = told.help.partition("as in ")[2]
    copied = without_objectives(tmp_path / "copied", f"{bare}  tests:\n  - {shown}\n")
    assert said(proved(copied, monkeypatch)) == [], "as it stands in the help, it fires and is silent"


def test_a_number_for_a_series_is_told_how_values_are_repeated(tmp_path):
    root = of_alert(tmp_path, f"{SOUND.replace('0x9 700x20', '2000')}")
    (told,) = [one for one in check(str(root), today=TODAY).findings if one.rule == "schema"]
    assert told.help == (
        "put it in quotes, as it is written; a number alone is one sample, and x30 behind it repeats that thirty times"
    )
