"""Results for build servers and programs."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

from avionics.finding import Finding
from avionics.place import Where
from avionics.report import junit, tested
from avionics.trial import FAILED, Trial

WHERE = Where("slos/checkout.yaml", ("slos", 0))
FILES = {"slos/checkout.yaml": b"kind: X\nslos:\n- name: availability\n"}
TRIALS = [
    Trial(WHERE, "P", "checkout/availability tier 1h", "one failure, at 2h"),
    Trial(WHERE, "P", "checkout/availability tier 1h", 'errors <&" \x1b', "must fire at 4h, and does not"),
    Trial(WHERE, "P", "checkout Queue", "reaches sre/page"),
]


def test_junit_counts_and_names_what_failed():
    root = ET.fromstring(junit.render(TRIALS, [], FILES, 1.25))
    assert root.attrib == {"tests": "3", "failures": "1", "errors": "0", "skipped": "0", "time": "1.2"}
    assert [(suite.get("name"), suite.get("failures")) for suite in root] == [
        ("P checkout/availability tier 1h", "1"), ("P checkout Queue", "0"),
    ]  # fmt: skip
    (failed,) = [case for case in root.iter("testcase") if len(case)]
    assert failed.get("file") == "slos/checkout.yaml"
    assert failed.get("line") == "3"
    assert failed.get("name") == 'errors <&" \\x1b'
    assert failed[0].get("message") == "must fire at 4h, and does not"


def test_junit_names_what_kept_something_from_being_tested():
    """A build server that reads nothing else would show that no test failed, where none was run."""
    found = [
        Finding("unknown-team", "there is no team 'sre'", WHERE, help="add it"),
        Finding("not-played", "no traffic", WHERE, "warning"),
        Finding(FAILED, "must fire at 4h, and does not", WHERE),
    ]
    root = ET.fromstring(junit.render(TRIALS, found, FILES, 1.25))
    assert root.attrib == {"tests": "4", "failures": "1", "errors": "1", "skipped": "0", "time": "1.2"}
    (error,) = root.iter("error")
    assert error.get("message") == "there is no team 'sre'"
    assert error.text == "slos/checkout.yaml:3:3: add it"


def test_json_holds_every_result_and_the_survivors():
    survivor = Trial(WHERE, "P", "slo:x", "> -> <", "no test notices")
    found = json.loads(tested.json(TRIALS, [survivor], {WHERE: 40}, FILES, 1.25))
    assert found["version"] == 1
    assert [result["holds"] for result in found["results"]] == [True, False, True]
    assert found["results"][1]["line"] == 3
    assert found["survivors"][0]["claim"] == "> -> <"
    assert found["faults"] == [{"path": "slos/checkout.yaml", "line": 3, "noticed": 39, "of": 40}]


def test_the_summary_says_how_many_faults_were_noticed():
    survivor = Trial(WHERE, "P", "slo:x", "> -> <", "no test notices")
    assert list(tested.mutants([survivor], {WHERE: 40}, FILES)) == [
        "slos/checkout.yaml:3:3: survives in slo:x (P): > -> <",
        "39 of 40 faults noticed (97.5 %)",
    ]


def test_spec_nodes_whose_tests_notice_too_little_are_named():
    survivor, other = Trial(WHERE, "P", "slo:x", "> -> <", "no test notices"), Where("slos/checkout.yaml", ("kind",))
    assert list(tested.mutants([survivor], {WHERE: 10, other: 90}, FILES))[1:] == [
        "slos/checkout.yaml:3:3: 9 of 10 faults noticed (90.0 %)",
        "99 of 100 faults noticed (99.0 %)",
    ]


def test_each_objective_must_notice_enough_and_alerts_together():
    alert = Where("alerts/checkout.yaml", ("alerts", 0))
    in_slo, in_alert = (Trial(where, "P", "x", "> -> <", "no test notices") for where in (WHERE, alert))
    assert not tested.few([in_slo], {WHERE: 20, alert: 10}), "19 of 20 are 95 %"
    assert tested.few([in_slo], {WHERE: 19, alert: 100}), "18 of 19 are 94.7 %, though all together are 99 %"
    assert not tested.few([in_alert], {WHERE: 100, alert: 2}), "cases of an alert are written by hand"
    assert tested.few([in_alert], {WHERE: 10, alert: 2})


def test_a_line_says_how_many_claims_hold_or_why_none_was_tried():
    def said(trials=(), *, changed="", failed=False):
        return tested.summary(trials, 1200, 1.25, changed=changed, failed=failed)

    assert said(TRIALS) == "2 of 3 claims hold, about 2 subjects in 1,200 files of promtool, in 1.2 s"
    assert said(changed="HEAD") == "nothing was tested: no rule and no case changed since HEAD"
    assert said(changed="HEAD", failed=True) == "nothing was tested: put right first what was found"
    assert said() == "nothing was tested: there is nothing to test"


def test_one_is_one():
    assert tested.summary(TRIALS[2:], 1, 0.2, changed="", failed=False) == (
        "1 of 1 claims hold, about 1 subject in 1 file of promtool, in 0.2 s"
    )


def test_who_sees_a_failure_is_told_how_to_look_at_it():
    assert list(tested.ways(TRIALS, "")) == [
        "to look at what failed: 'avionics test checkout --keep DIR' writes each test with its rules"
    ]
    assert list(tested.ways(TRIALS, "kept")) == [
        "the tests that failed, with their rules, are in kept: run 'promtool test rules' on one"
    ]
    assert list(tested.ways(TRIALS[:1], "kept")) == []
