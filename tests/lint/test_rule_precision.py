"""What looks wrong and is not: nothing is reported."""

from __future__ import annotations

import pytest
from rule_pages import BASE, checked

HEAD = "apiVersion: avionics/v1\nservice: checkout\nkind: "
ALERT = """Alerts
alerts:
- name: CheckoutQueueStuck
  severity: page
  type: symptom
  impact: Customers cannot pay
"""
CONDITIONS = [
    "count(up == 0)",
    "absent(up)",
    "sum(x) and on () y",
    "max(ALERTS{alertname='Other'})",
    "x:conditional:max",
    "(max(x) > 1)",
]
APART = {  # each with those that do
    "max by (queue, pod) (x)": ["pod"],
    "60 * max by (queue, pod, shelf) (x)": ["pod", "shelf"],
    "max by (queue, environment) (x)": [],
    "max by (queue, land) (x)": [],
    "max by (queue, service) (x)": [],
    "max by (queue, mine) (x)": [],
    "max by (queue, pod) (x{pod='a'})": [],
    "x != on (__name__, queue) x offset 5m": [],
    "max by (queue) (x) * on (queue) group_left (pod) y": [],
    "max by (queue) (max by (queue, pod) (x))": [],
    "max without (pod) (x)": [],
}
ALIKE = {  # without a 'by': whether several series may fire, and none of their labels stands in the text
    "x": True,
    "rate(x[5m])": True,
    "time() - x": True,
    "x unless on () sum(y)": True,
    "x and on () job:y:sum": True,
    "x{instance=~'a|b'}": True,
    "x{instance='a'}": False,
    "x{instance='a'} / y": False,
    "job:x:sum / job:y:sum": False,
    "absent(x)": False,
    "vector(1)": False,
    "sum(x)": False,
}
BOUNDS = {  # of a bucket, each with what is written instead
    'le="1"': 'write le=~"1([.]0)?", which',
    'le!="10"': 'write le!~"10([.]0)?", which',
    'le=~"1|5"': "write 1([.]0)? for 1:",
    'le="1.0"': "",
    'le="0.5"': "",
    'le="+Inf"': "",
    'le=~"1|1\\\\.0"': "",
    'le=~"1.*"': "",
    'lessee="1"': "",
}
PANELS = [
    """label_replace(x, "a", "$1-${2}", "b", "(.*)-(.*)")""",
    """label_replace(x, "a", "$name", "b", "(?P<name>.*)")""",
    """x{a=~"5..$"}""",
    "rate(x[${__rate_interval}]) / $__range_s",
    "x{environment_name='P'}",
    """x{route="/orders/{{id}}",a=~"b{2}"}""",
    "topk($environment, x)",
    """x{shop="$environment"} != $environment""",
]
DESCRIPTIONS = [
    '{{ $value }} {{$value|humanize}} {{ $value | printf "%.2f" }}',
    "{{ $labels.instance }} is not aggregated away",
    "braces } }} and { alone",
]


LEGENDS = {  # what is drawn, and a legend that nobody can say is wrong
    "requests_total": "{{anything}}",
    "sum without (pod) (requests_total)": "{{region}}",
    "sum by ($by) (requests_total)": "{{region}}",
    "topk(5, requests_total)": "{{region}}",
    "sum by (region) (requests_total) * on (region) group_left (team) owners": "{{ team }}",
    'label_replace(sum(requests_total), "kind", "all", "", "")': "{{kind}}",
    'count_values("version", build_info)': "{{version}}",
    "sum by (region) (requests_total[$__range])": "{{region}} $region",
    "absent(up{job='a'})": "{{job}}",
}


@pytest.mark.parametrize("expression", LEGENDS)
def test_legends(expression, tmp_path):
    cockpit = (
        f"{HEAD}Cockpit\nvariables: [{{name: by, from: up}}, {{name: region, from: up}}]\nrows:\n- title: Row\n"
        f"  panels: [{{timeseries: Panel, expr: {expression!r}, legend: '{LEGENDS[expression]}'}}]\n"
    )
    findings, _ = checked({"cockpits/checkout.yaml": cockpit}, tmp_path / "project")
    assert [one.message for one in findings if one.rule == "legend-label"] == []


@pytest.mark.parametrize("expression", CONDITIONS)
def test_conditions_of_every_kind(expression, tmp_path):
    rules = "rules:\n- record: x:conditional:max\n  expr: max(x) > 5\n"
    written = {"alerts/checkout.yaml": f"{HEAD}{ALERT}  expr: >-\n    {expression}\n{rules}"}
    assert checked(written, tmp_path / "project")[1] == ""


@pytest.mark.parametrize("expression", APART)
def test_labels_that_tell_no_alert_from_another_need_not_be_in_by(expression, tmp_path):
    environments = (BASE / "avionics.yaml").read_text("utf-8")
    for name in ("P", "staging"):
        own = f"matchers: {{environment: {name}}}"
        environments = environments.replace(own, f"{own}\n  labels: {{environment: {name}, land: {name}}}")
    assert environments.count("land:") == 2
    alert = f"{ALERT}  labels: {{mine: some}}\n  by: [queue]\n  expr: >-\n    {expression} > 1\n"
    written = {"avionics.yaml": environments, "alerts/checkout.yaml": HEAD + alert}
    said = [one.help for one in checked(written, tmp_path / "project")[0] if one.rule == "labels-not-in-by"]
    together = ", ".join(["queue", *APART[expression]])
    assert said == [f"write 'by: [{together}]', or leave it out of the aggregation" for _ in APART[expression]]


@pytest.mark.parametrize("expression", ALIKE)
def test_alerts_for_each_of_several_series_say_which(expression, tmp_path):
    written = {"alerts/checkout.yaml": f"{HEAD}{ALERT}  expr: >-\n    {expression}\n  above: 1\n"}
    said = [one.message for one in checked(written, tmp_path / "project")[0] if one.rule == "labels-not-in-by"]
    assert [text.startswith("the expression keeps every label") for text in said] == [True] * ALIKE[expression], said


@pytest.mark.parametrize(("added_up", "example"), [("pod", ", such as 'by: [instance]'"), ("instance, pod", "")])
def test_labels_that_are_added_up_are_no_example(added_up, example, tmp_path):
    written = f"{HEAD}{ALERT}  expr: sum without ({added_up}) (x)\n  above: 1\n"
    found, _ = checked({"alerts/checkout.yaml": written}, tmp_path / "project")
    (said,) = (one for one in found if one.rule == "labels-not-in-by")
    assert said.message.startswith("the expression keeps all labels but those after 'without' apart")
    assert said.help == f"write 'by' with those that tell them apart{example}, or make one of them, as 'max(...)' does"


@pytest.mark.parametrize("expression", PANELS)
def test_panels(expression, tmp_path):
    rows = f"rows:\n- title: Row\n  panels:\n  - timeseries: One\n    expr: >-\n      {expression}\n"
    assert checked({"cockpits/checkout.yaml": f"{HEAD}Cockpit\n{rows}"}, tmp_path / "project")[1] == ""


@pytest.mark.parametrize("description", DESCRIPTIONS)
def test_descriptions(description, tmp_path):
    written = f"{HEAD}{ALERT}  expr: x\n  by: [instance]\n  above: 1\n  description: >-\n    {description}\n"
    assert checked({"alerts/checkout.yaml": written}, tmp_path / "project")[1] == ""


def test_a_patch_may_define_variables(tmp_path):
    rows = "rows:\n- title: Row\n  panels:\n  - {timeseries: One, expr: 'x{a=\"$mine\"}'}\n"
    patch = "patch:\n- {op: add, path: /templating/list/-, value: {name: mine, type: textbox}}\n"
    assert checked({"cockpits/checkout.yaml": f"{HEAD}Cockpit\n{rows}{patch}"}, tmp_path / "project")[1] == ""


@pytest.mark.parametrize("body", ["", "No headings.\n", "```sh\n# Restart\n```\n\n## Restart\n\n### How\n\nSo.\n"])
def test_pages_of_any_form(body, tmp_path):
    front = "---\napiVersion: avionics/v1\nkind: Playbook\ntitle: Any\n---\n"
    assert checked({"playbooks/checkout/any.md": front + body}, tmp_path / "project")[1] == ""


def test_an_expression_of_many_operators_is_followed_or_let_be(tmp_path):
    written = f"{HEAD}{ALERT}  expr: {' + '.join(['x'] * 250)}\n  above: 1\n  by: [queue]\n"
    findings, output = checked({"alerts/checkout.yaml": written}, tmp_path / "project")
    assert not any(finding.rule == "rule-crashed" for finding in findings), output


def test_a_number_for_a_window_beside_one_that_is_too_short_crashes_no_rule(tmp_path):
    """The short one was looked for in the text by the length of the first, which no text has in seconds."""
    written = f"{HEAD}{ALERT}  expr: sum(rate(x[30])) / sum(rate(y[10s]))\n  above: 1\n"
    found = {one.rule: one.message for one in checked({"alerts/checkout.yaml": written}, tmp_path / "project")[0]}
    assert found.keys() == {"promql-version", "window-within-scrapes"}
    assert "rate needs two samples, and in 10s there may be one" in found["window-within-scrapes"]


@pytest.mark.parametrize("bound", BOUNDS)
def test_bounds_of_buckets_as_both_versions_of_prometheus_write_them(bound, tmp_path):
    written = f"{HEAD}{ALERT}  expr: sum(rate(some_seconds_bucket{{{bound}}}[5m]))\n  above: 1\n"
    found, _ = checked({"alerts/checkout.yaml": written}, tmp_path / "project")
    helps = [finding.help for finding in found if finding.rule == "bucket-bound"]
    expected = BOUNDS[bound]
    assert (len(helps), expected in "".join(helps)) == (bool(expected), True), helps


def test_names_in_quotes_are_not_taken_for_one_another(tmp_path):
    """What they select is unknown to a reader of plain names; that 2.x does not know them is said."""
    total = """['{"http.requests",job="api"}', '{"grpc.requests",job="api"}']"""
    slo = f"slos:\n- name: some\n  objective: 99\n  sli:\n    ratio: {{total: {total}, errors: 'errors_total'}}\n"
    written = {"slos/checkout.yaml": f"{HEAD}ServiceLevelObjectives\n{slo}"}
    rules = {finding.rule for finding in checked(written, tmp_path / "project")[0]}
    assert "counted-twice" not in rules
    assert "promql-version" in rules


@pytest.mark.parametrize(("label", "of_p"), [("cluster", '""'), ("__tenant_id__", "prod")])
def test_environments_are_selected_by_whatever_label_if_they_carry_one_of_their_own(label, of_p, tmp_path):
    text = (BASE / "avionics.yaml").read_text("utf-8")
    for name, value in (("P", of_p), ("staging", "other")):
        own = f"matchers: {{{label}: {value}}}\n  labels: {{environment: {name}}}"
        text = text.replace(f"matchers: {{environment: {name}}}", own)
    assert text.count(label) == 2, "both environments have other matchers"
    assert checked({"avionics.yaml": text}, tmp_path / "project")[1] == ""
