"""Tests written by hand: promtool's own files below rule-tests/."""

from __future__ import annotations

import pytest

from avionics.app.prove.written import usable
from avionics.report import text
from edits import swap
from proof.projects import ALERTS, TEST, project, proved, said, without_objectives

RULES = """apiVersion: avionics/v1
kind: Alerts
service: checkout
rules:
- record: checkout:requests:rate5m
  expr: sum by (environment) (rate(http_requests_total{job="checkout"}[5m]))
"""


def with_test(root, text, name="own.yaml"):
    (root / "rule-tests").mkdir()
    (root / "rule-tests" / name).write_text(text, "utf-8")
    return root


def of_test(tmp_path, monkeypatch, text, name="own.yaml"):
    root = with_test(without_objectives(tmp_path / "project", RULES), text, name)
    return [message for message in said(proved(root, monkeypatch)) if "rule-tests" in message]


def test_one_that_holds(tmp_path, monkeypatch):
    assert of_test(tmp_path, monkeypatch, TEST) == []


def failure(tmp_path, monkeypatch, test):
    root = with_test(without_objectives(tmp_path / "project", RULES), test)
    (failed,) = [each for each in proved(root, monkeypatch).findings if each.rule == "test-failed"]
    return failed


def test_one_that_fails_says_what_was_expected_and_what_there_was(tmp_path, monkeypatch):
    """60 requests a minute are 1 a second."""
    series = '{__name__="checkout:requests:rate5m", environment="P", service="checkout"}'
    failed = failure(tmp_path, monkeypatch, TEST.replace("value: 1}", "value: 2}"))
    assert failed.message == (
        f"rule-tests/own.yaml fails: at 10m checkout:requests:rate5m must be {series} 2E+00, and is {series} 1E+00"
    )


def test_a_series_that_is_not_there_is_nothing(tmp_path, monkeypatch):
    failed = failure(tmp_path, monkeypatch, TEST.replace("expr: checkout:requests:rate5m", "expr: no_such_metric"))
    assert failed.message.endswith('service="checkout"} 1E+00, and is nothing')


def test_a_key_that_promtool_does_not_know_is_said_at_its_line(tmp_path, monkeypatch):
    """`exp_samples` is the tenth line."""
    failed = failure(tmp_path, monkeypatch, TEST.replace("exp_samples", "exp_sample"))
    assert failed.where.line == 10
    assert failed.message == (
        "rule-tests/own.yaml fails: promtool says 'line 10: field exp_sample not found in type main.promqlTestCase'"
    )


ALERT = """  alert_rule_test:
  - alertname: Missing
    eval_time: 10m
    exp_alerts: [{exp_labels: {a: b}}]
"""


TEST_OF_ALERT = """rule_files: [../build/prometheus/P/checkout.yaml]
tests:
- alert_rule_test:
  - {alertname: NAME, eval_time: 10m}
  - {alertname: NAME, eval_time: 10m, exp_alerts: []}
"""


def test_an_alert_that_does_not_fire_is_said(tmp_path, monkeypatch):
    failed = failure(tmp_path, monkeypatch, TEST + ALERT)
    fault = 'at 10m Missing must fire with labels {a="b", alertname="Missing"}, and fires nowhere'
    assert failed.message == f"rule-tests/own.yaml fails: {fault}"


FIRING = """rule_files: [../build/prometheus/P/checkout.yaml]
tests:
- interval: 1m
  input_series: [{series: 'queue_age_seconds{job="checkout",environment="P",queue="paid"}', values: 700x20}]
  alert_rule_test:
  - alertname: CheckoutQueueStuck
    eval_time: 15m
    exp_alerts: [{exp_labels: {LABELS}}]
"""


def test_labels_alone_are_told_to_be_too_little(tmp_path, monkeypatch):
    """Who writes the labels, all of them, and knows of no texts reads that `{}` differs from a screen of addresses."""
    root = project(tmp_path / "project", alerts=ALERTS.format(more=""))
    labels = {"environment": "P", "queue": "paid", "service": "checkout", "severity": "none", "stage": "shadow",
              "team": "team-corner", "tier": "'1'", "type": "cause"}  # fmt: skip
    written = ", ".join(f"{name}: {value}" for name, value in labels.items())
    with_test(root, FIRING.replace("LABELS", written))
    (failed,) = [each for each in proved(root, monkeypatch).findings if "rule-tests" in each.message]
    assert "must fire with texts {}, and fires with texts {" in failed.message, "the labels are right"
    assert failed.help == (
        "promtool compares texts, too: write them as exp_annotations, or ask for ALERTS{...} in a promql_expr_test"
    )


@pytest.mark.parametrize(
    ("name", "help_"),
    [
        ("CheckoutQueueStuk", "did you mean 'CheckoutQueueStuck'?"),
        ("PaymentsQueueStuck", "expected one of: CheckoutAvail"),
    ],
)
def test_an_alert_that_is_nowhere_is_not_silent(tmp_path, monkeypatch, name, help_):
    """promtool is content: nothing of that name fires, as after a renaming."""
    root = with_test(project(tmp_path / "project", alerts=ALERTS.format(more="")), TEST_OF_ALERT.replace("NAME", name))
    found = [each for each in proved(root, monkeypatch).findings if each.rule == "rule-test"]
    assert [each.where.route for each in found] == [("tests", 0, "alert_rule_test", at, "alertname") for at in (0, 1)]
    message = f"rule-tests/own.yaml wants '{name}' silent, which is no alert of the rules that it reads"
    assert {(each.severity, each.message) for each in found} == {("error", message)}
    assert help_ in found[0].help


def test_an_alert_that_is_there_may_be_silent(tmp_path, monkeypatch):
    text_ = TEST_OF_ALERT.replace("NAME", "CheckoutQueueStuck")
    root = with_test(project(tmp_path / "project", alerts=ALERTS.format(more="")), text_)
    assert [each for each in said(proved(root, monkeypatch)) if "rule-tests" in each] == []


def test_of_thousands_that_are_nowhere_a_few_are_told(tmp_path, monkeypatch):
    """Each is looked up among all that there are, and a pull request may hold any number."""
    names = "".join(f"  - {{alertname: None{number}, eval_time: 10m}}\n" for number in range(5_000))
    head = TEST_OF_ALERT.partition("  - ")[0]
    root = with_test(project(tmp_path / "project", alerts=ALERTS.format(more="")), head + names)
    found = [each.message for each in proved(root, monkeypatch).findings if each.rule == "rule-test"]
    assert len(found) == 20, "as many as anybody reads"
    assert "'None0'" in found[0]


def test_those_of_other_services_do_not_run(tmp_path, monkeypatch):
    root = with_test(without_objectives(tmp_path / "project", RULES), TEST)
    (root / "rule-tests" / "other.yaml").write_text(TEST.replace("P/checkout.yaml", "P/other.yaml"), "utf-8")
    done = proved(root, monkeypatch, services=("checkout",))
    written = {trial.subject for trial in done.trials if trial.subject.startswith("rule-tests")}
    assert written == {"rule-tests/own.yaml"}


@pytest.mark.parametrize("values", ["0+60x2000001", "1x99999999999", "0x1000000 1x1000001", "_x1999999 1 0x2"])
def test_it_asks_for_no_more_values_than_a_machine_can_hold(values, tmp_path, monkeypatch):
    """promtool took all memory there is, and with it that of the job."""
    root = with_test(without_objectives(tmp_path / "project", RULES), TEST.replace("0+60x10", values))
    (found,) = [each for each in proved(root, monkeypatch).findings if each.rule == "rule-test"]
    assert found.message == "rule-tests/own.yaml holds more than 2,000,000 values"
    assert found.where.route == ("tests", 0, "input_series", 0, "values")


@pytest.mark.parametrize(
    ("every", "until", "told"),
    [("1m", "138d", False), ("1m", "139d", True), ("1s", "56h", True), ("1ms", "4m", True), ("1h", "20y", False)],
)
def test_it_goes_on_no_longer_than_anybody_waits(every, until, told):
    """Five weeks of the rules of one objective, evaluated each minute, kept promtool busy for five minutes."""
    text = TEST.replace("evaluation_interval: 1m", f"evaluation_interval: {every}").replace(
        "eval_time: 10m", f"eval_time: {until}"
    )
    findings = []
    usable({"rule-tests/own.yaml": text.encode()}, ["prometheus/P/checkout.yaml"], findings)
    route = ("tests", 0, "promql_expr_test", 0, "eval_time")
    message = "rule-tests/own.yaml evaluates rules more than 200,000 times"
    assert [(one.message, one.where.route) for one in findings] == [(message, route)] * told


@pytest.mark.parametrize("path", ["/etc/passwd", "../avionics.yaml", "../build/../../secret.yaml", "*.yaml"])
def test_it_reads_nothing_but_compiled_rules(path, tmp_path, monkeypatch):
    (message,) = of_test(tmp_path, monkeypatch, TEST.replace("../build/prometheus/P/checkout.yaml", f"'{path}'"))
    assert message == f"rule-test: rule-tests/own.yaml reads {path!r}"


@pytest.mark.parametrize(
    ("old", "new", "place", "message", "help_"),
    [
        ("P/checkout.yaml", "P/checkout.yml", "1:14", "reads '../build/prometheus/P/checkout.yml'",
         "did you mean '../build/prometheus/P/checkout.yaml'?"),
        ("P/checkout.yaml", "P/chekout.yaml", "1:14", "reads '../build/prometheus/P/chekout.yaml', which is not",
         "did you mean '../build/prometheus/P/checkout.yaml'?"),
        ("P/checkout.yaml", "p/checkout.yaml", "1:14", "reads '../build/prometheus/p/checkout.yaml', which is not",
         "did you mean '../build/prometheus/P/checkout.yaml'?"),
        ("P/checkout.yaml", "P/ledger.yaml", "1:14", "reads '../build/prometheus/P/ledger.yaml', which is not compiled",
         "it may read compiled rules: ../build/prometheus/<environment>/<service>.yaml"),
        ("prometheus/P/checkout", "drafts/X/x", "1:14", "reads '../build/drafts/X/x.yaml', which is not compiled",
         "it may read compiled rules: ../build/prometheus/<environment>/<service>.yaml"),
        ("[../build", "[[1], ../build", "1:14", "reads [1]", "it may read compiled rules"),
        ("[../build", "[/etc/passwd, ../build", "1:14", "reads '/etc/passwd'", "it may read compiled rules"),
        ("[../build/prometheus/P/checkout.yaml]", "all", "1:13", "names no rule files", "write rule_files: [../build/"),
        ("tests:\n- interval", "tests: [\n- interval", "4:1", "cannot be read: not valid YAML", "write the value"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_it_has_its_place_and_is_shown(old, new, place, message, help_, tmp_path, monkeypatch):
    assert old in TEST
    root = with_test(without_objectives(tmp_path / "project", RULES), TEST.replace(old, new, 1))
    done = proved(root, monkeypatch)
    report = text.render([one for one in done.findings if one.rule == "rule-test"], done.contents)
    assert f"--> rule-tests/own.yaml:{place}\n" in report
    assert f"rule-tests/own.yaml {message}" in report
    assert f"= help: {help_}" in report


def test_aliases_are_refused(tmp_path, monkeypatch):
    (message,) = of_test(tmp_path, monkeypatch, TEST.replace("- interval: 1m", "- interval: &a 1m"))
    assert "rule-tests/own.yaml cannot be read" in message


@pytest.mark.parametrize("name", ["@more.yaml", "--help.yaml", "a b.yaml"])
def test_a_name_that_promtool_takes_for_something_else_is_not_read(name, tmp_path, monkeypatch):
    """kingpin reads more arguments from `@more.yaml`: paths of files that nobody may ask for."""
    (message,) = of_test(tmp_path, monkeypatch, TEST, name)
    assert message == f"rule-test: rule-tests/{name} is not read"


def test_what_promtool_cannot_hold_is_told_apart_from_a_fault(tmp_path, monkeypatch):
    """A month in Nepal, five hours and three quarters from UTC, is 8,928 base windows, each with its time."""
    root = project(tmp_path / "project")
    slos = root / "slos" / "checkout.yaml"
    zone = "  objective: 99.9\n  window: {every: month, timeZone: Asia/Kathmandu}\n"
    swap(slos, "  objective: 99.9\n", zone)
    with_test(root, TEST.replace("checkout:requests:rate5m", "slo:sli_total:rate5m"))
    (failed,) = [each for each in proved(root, monkeypatch).findings if each.rule == "test-failed"]
    assert "too many samples" in failed.message
    assert "promtool holds 10,000 values at once" in failed.help
