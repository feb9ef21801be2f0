"""Rules written by hand, imported: each alert fires when and for what it did, and what it was is what it is called."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from foreign_specs import HERE, TODAY, from_text, imported, in_project, rules_in_project, said

from avionics.app.compile import compile_project
from avionics.importers.prometheus.condition import condition
from avionics.importers.values import Choices
from rules.promtool import Case, run

ENVIRONMENT = 'environment="production"'
SERIES = {
    f'shop_orders_total{{job="shop",region="eu",{ENVIRONMENT}}}': "0+60x30 1800+6x60",
    f'shop_orders_total{{job="shop",region="us",{ENVIRONMENT}}}': "0+60x90",
    f'node_filesystem_avail_bytes{{job="shop-node",instance="a",mountpoint="/",{ENVIRONMENT}}}': "50x20 5x70",
    f'node_filesystem_size_bytes{{job="shop-node",instance="a",mountpoint="/",{ENVIRONMENT}}}': "100x90",
    f'node_filesystem_readonly{{instance="a",mountpoint="/",{ENVIRONMENT}}}': "0x60 1x30",
    f'queue_age_seconds{{queue="paid",{ENVIRONMENT}}}': "0x9 300x10 601x10 300x10 0x10 _x40",
    f'queue_age_seconds{{queue="sent",{ENVIRONMENT}}}': "299x49 _x40",
}
CALLED = {"ShopOrdersDropped": "ShopOrdersDropped", "shop_disk_full": "ShopDiskFull", "QueueOld": "QueueOld",
          "QueueOldPage": "QueueOldPage", "QueueGone": "QueueGone"}  # fmt: skip
"""Theirs, the second of one name told apart, and ours."""
LOOKS = range(0, 90 * 60, 120)


def theirs() -> str:
    """The rule file without what Prometheus would refuse, its second alert of one name told apart."""
    file = yaml.safe_load((HERE / "prometheus" / "own-rules.yaml").read_text("utf-8"))
    for group in file["groups"]:
        group.pop("partial_response_strategy", None)
        group.pop("query_offset", None)
        labels = group.pop("labels", {})
        group["rules"] = [rule for rule in group["rules"] if rule.get("alert") != "QueueBroken" and len(rule) > 1]
        for rule in group["rules"]:
            rule["labels"] = {**labels, **rule.get("labels", {})}
            rule.pop("annotations", None)
        pages = [rule for rule in group["rules"] if rule["labels"].get("severity") == "page"]
        for rule in pages:
            rule["alert"] += "Page"
    return yaml.safe_dump(file)


def ours(folder: Path) -> str:
    root, _ = in_project(folder, HERE / "prometheus" / "own-rules.yaml")
    files = compile_project(root, today=TODAY, targets=("prometheus",)).artifacts
    found = [yaml.safe_load(one.content) for one in files if one.path.startswith("prometheus/production/shop")]
    return yaml.safe_dump({"groups": [group for file in found for group in file["groups"]]})


def fired(folder: Path, rules: str, names: list[str]) -> dict[str, dict[tuple[str, int], set[tuple[str, ...]]]]:
    """By tool what fires for which of the labels of its series, by alert and second."""
    alerts = [(name, at) for name in names for at in LOOKS]
    found: dict[str, dict[tuple[str, int], set[tuple[str, ...]]]] = {}
    for outcome in run(folder, rules, [Case("all", SERIES, alerts=alerts)]):
        found[outcome.tool] = {
            (name, at): {
                tuple(one.labels.get(label, "") for label in ("region", "instance", "mountpoint", "queue"))
                for one in outcome.firing(name, at)
            }
            for name, at in alerts
        }
    return found


def test_each_alert_fires_when_and_for_what_it_did(tmp_path):
    before = fired(tmp_path, theirs(), list(CALLED))
    after = fired(tmp_path, ours(tmp_path), list(CALLED.values()))
    assert before.keys() == after.keys()
    for tool, they in before.items():
        for (name, at), which in they.items():
            assert after[tool][CALLED[name], at] == which, f"{tool}: {name} at {at} s"
        for name in CALLED:
            times = {bool(which) for (alert, _), which in they.items() if alert == name}
            assert times == {True, False}, f"{name} must fire at some times, and not at others: {times}"


@pytest.mark.parametrize(
    ("query", "expr", "bound"),
    [
        ("a > 5", "a", ("above", 5)),
        ("5 < a", "a", ("above", 5)),
        ("-5 > a", "a", ("below", -5)),
        ("a / b * 100 < 2 * (3 + 1) # few", "a / b * 100", ("below", 8)),
        ("((a) > 1e3)", "(a)", ("above", 1000)),
        ("a > (1 - 0.999) * 14.4", "a", ("above", 0.0144)),
        ("a > 5 / 60", "a", ("above", 5 / 60)),
        ("a > 5 > 3", "a > 5 > 3", None),
        ("(a > 5) < 8", "(a > 5) < 8", None),
        ("a{b='>'} > 1", "a{b='>'}", ("above", 1)),
        ("a >= 5", "a >= 5", None),
        ("a == 0", "a == 0", None),
        ("a > bool 5", "a > bool 5", None),
        ("a > 5 or b > 3", "a > 5 or b > 3", None),
        ("a > b", "a > b", None),
        ("a > 1 / 0", "a > 1 / 0", None),
        ("a < +Inf", "a < +Inf", None),
        ("a > scalar(b)", "a > scalar(b)", None),
        ("absent(a)", "absent(a)", None),
    ],
)
def test_the_last_comparison_with_a_number_is_the_bound(query, expr, bound):
    found = condition(query)
    assert (found.expr, found.bound) == (expr, bound)


def rule(folder: Path, rest: str, choices: Choices = Choices()):  # noqa: B008  a frozen value
    text = f"groups:\n- name: shop\n  rules:\n  - {rest}\n"
    return from_text("prometheus", text, folder, choices)


def alert_of(done) -> dict:
    (path,) = [path for path in done.made if path.startswith("alerts/")]
    (alert,) = yaml.safe_load(done.made[path])["alerts"]
    return alert


def test_that_an_alert_fires_is_a_condition(tmp_path):
    """The series is there only while it does (Prometheus, "Alerting rules")."""
    assert alert_of(rule(tmp_path, """{alert: ShopDown, expr: 'ALERTS{alertname="Till"}'}"""))["name"] == "ShopDown"


def test_a_label_that_is_no_text_is_what_it_is_written_as(tmp_path):
    alert = alert_of(rule(tmp_path, "{alert: ShopDown, expr: up == 0, labels: {paged: false, told: true, zone: 7}}"))
    assert alert["labels"] == {"paged": "false", "told": "true", "zone": "7"}


@pytest.mark.parametrize(
    ("theirs", "name"),
    [
        ("NodeDown", "NodeDown"),
        ("node-down 2", "NodeDown2"),
        ("5xx", "Alert5xx"),
        ("x", "AlertX"),
        ("n" * 90, "N" + 79 * "n"),
    ],
)
def test_names_that_ours_cannot_have(theirs, name, tmp_path):
    done = rule(tmp_path, f"{{alert: '{theirs}', expr: up == 0}}")
    assert alert_of(done)["name"] == name
    assert any(f"the alert {theirs!r} is called {name!r} here" in line for line in said(done)) == (theirs != name)


@pytest.mark.parametrize(
    ("word", "severity"), [("critical", "page"), ("page", "page"), ("warning", "ticket"), ("none", "ticket")]
)
def test_severities(word, severity, tmp_path):
    done = rule(tmp_path, f"{{alert: NodeDown, expr: up == 0, labels: {{severity: {word}}}}}")
    assert alert_of(done)["severity"] == severity
    assert "stage" not in alert_of(done), "alerts begin at our default, shadow"
    assert ("# a guess: the label said" in "".join(done.made.values())) == (word == "none")


def test_the_service_is_the_one_chosen_or_that_of_a_label_or_the_group(tmp_path):
    labelled = "{alert: NodeDown, expr: up == 0, labels: {service: Node_1}}"
    assert "alerts/node-1.yaml" in rule(tmp_path, labelled).made
    assert "alerts/shop.yaml" in rule(tmp_path, "{alert: NodeDown, expr: up == 0}").made
    assert "alerts/desk.yaml" in rule(tmp_path, labelled, Choices("desk")).made


def test_labels_that_texts_print_tell_series_apart_where_the_result_can_have_them(tmp_path):
    annotations = "annotations: {summary: '{{ $labels.instance }} of {{ $labels.zone }} is down'}"
    whole = alert_of(rule(tmp_path, f"{{alert: NodeDown, expr: up == 0, {annotations}}}"))
    assert whole["by"] == ["instance", "zone"]
    summed = alert_of(rule(tmp_path, f"{{alert: NodeDown, expr: sum by (zone) (up) == 0, {annotations}}}"))
    assert summed["by"] == ["zone"]


def test_a_description_that_ours_cannot_print_is_lost_and_said(tmp_path):
    text = "annotations: {description: 'On {{ with query \"up\" }}x{{ end }}'}"
    done = rule(tmp_path, f"{{alert: NodeDown, expr: sum(up) == 0, {text}}}")
    assert "description" not in alert_of(done)
    (line,) = [line for line in said(done) if "import-lost" in line]
    assert "the annotation 'description' was not carried" in line


def test_where_the_description_prints_more_the_summary_describes(tmp_path):
    """A description that asks the server, and a summary beside it that says which: both were lost."""
    texts = '{description: \'{{ range query "up" }}{{ .Value }}{{ end }}\', summary: "{{ $labels.instance }} is down"}'
    done = rule(tmp_path, f"{{alert: NodeDown, expr: up == 0, annotations: {texts}}}")
    assert alert_of(done)["description"] == "{{ $labels.instance }} is down"
    (lost,) = [one.message for one in done.findings if one.rule == "import-lost"]
    assert lost.startswith("the annotation 'description' was not carried")


def test_a_label_that_the_result_has_not_printed_nothing_and_is_left_out_of_the_text(tmp_path):
    text = "annotations: {description: 'The {{$labels.job}} cluster is at {{ $value }}'}"
    done = rule(tmp_path, f"{{alert: NodeDown, expr: sum(up) == 0, {text}}}")
    assert alert_of(done)["description"] == "The cluster is at {{ $value }}"
    assert any("{{$labels.job}} in 'description' printed nothing" in line for line in said(done))


def test_a_phrase_about_a_label_that_some_have_is_left_out_and_told(tmp_path):
    """As kube-prometheus writes it: `{{ . }}` is the label, and without one the phrase is not there."""
    text = "Claim {{ $labels.pvc }} {{ with $labels.cluster -}} on Cluster {{ . }} {{- end }} is {{ $value }} full."
    done = rule(tmp_path, f"{{alert: NodeDown, expr: a > 1, annotations: {{description: '{text}'}}}}")
    assert alert_of(done)["description"] == "Claim {{ $labels.pvc }} is {{ $value }} full."
    (line,) = [line for line in said(done) if "ours say which series they are about" in line]
    assert "{{ with $labels.cluster -}} on Cluster {{ . }} {{- end }} in 'description' was left out" in line
    every = rule(
        tmp_path, "{alert: NodeDown, expr: a > 1, annotations: {message: '{{ range query \"up\" }}x{{ end }}'}}"
    )
    assert "description" not in alert_of(every)


@pytest.mark.parametrize(
    ("theirs", "name", "impact"),
    [("Überlast am Tor", "UberlastAmTor", "Überlast am Tor"), ("主机内存不足", "Alert", "主机内存不足")],
)
def test_a_name_in_letters_that_ours_cannot_have_is_the_impact(theirs, name, impact, tmp_path):
    """Or nothing would be left of it: names are of the letters a to z."""
    alert = alert_of(rule(tmp_path, f"{{alert: '{theirs}', expr: up == 0}}"))
    assert (alert["name"], alert["impact"]) == (name, impact)


def test_a_format_in_the_other_quotes_of_go_is_carried(tmp_path):
    done = rule(
        tmp_path, "{alert: NodeDown, expr: up == 0, annotations: {message: '{{ $value| printf `%.2f`}}% left'}}"
    )
    assert alert_of(done)["description"] == '{{ $value| printf "%.2f"}}% left'


def test_a_text_for_ansible_is_told(tmp_path):
    """Left as it is, `{% raw %}` would be read by whoever is woken."""
    text = "{% raw %}{{ $labels.instance }} reboots{% endraw %}"
    done = rule(tmp_path, f"{{alert: NodeDown, expr: up == 0, annotations: {{description: '{text}'}}}}")
    assert "description" not in alert_of(done)
    assert any("fill it in first" in one.help for one in done.findings), said(done)


def test_blanks_behind_the_lines_of_an_expression_go(tmp_path):
    """With them YAML can write it on one line alone, as "a \\u000a- b"."""
    done = rule(tmp_path, "alert: NodeDown\n    expr: |\n      sum(a) \n      - sum(b) > 5\n")
    assert "  expr: |-\n    sum(a)\n    - sum(b)\n" in done.made["alerts/shop.yaml"]
    kept = rule(tmp_path, "alert: NodeDown\n    expr: |\n      sum(a{b=` \n      `}) > 5\n")
    assert alert_of(kept)["expr"] == "sum(a{b=` \n`})", "in a value they say something"


@pytest.mark.parametrize(
    ("expr", "outcome"),
    [
        ("sum(a) / b > 0.8", "its '/' gives nothing: on the right each series has the label 'environment', which"),
        (
            "b unless sum(a) > 0",
            "its 'unless' takes nothing away: on the left each series has the label 'environment', which",
        ),
        (
            'b{job="x"} unless sum(a) > 0',
            "takes nothing away: on the left each series has the label 'job', on the right",
        ),
    ],
)
def test_what_matches_in_no_series_is_left_out(expr, outcome, tmp_path):
    """`check` would refuse the whole project for it."""
    done = rules_in_project(tmp_path, f"{{alert: NodeDown, expr: '{expr}'}}")
    (line,) = [line for line in said(done) if "import-left-out" in line]
    assert outcome in line, "an alert on 'unless' fired, and a label that was asked for is none of the environment's"
    assert not done.made


def test_blanks_within_an_expression_are_read_once(tmp_path):
    """A run of them that no line ends with was tried from each of its places: 30,000 took ten seconds."""
    begun = time.process_time()
    done = rule(tmp_path, f"alert: NodeDown\n    expr: sum({' ' * 30_000}a) > 5\n")
    assert time.process_time() - begun < 5
    assert alert_of(done)["above"] == 5


def test_a_label_that_environments_set_and_no_series_is_asked_for_makes_no_match_dead(tmp_path):
    """It comes onto what is recorded or told, and says nothing about the series that are read."""
    apart = "matchers: {environment: ", "labels: {environment: x}\n  matchers: {cluster: "
    done = rules_in_project(tmp_path, "{alert: NodeDown, expr: b unless sum(a) > 0}", *apart)
    assert not [line for line in said(done) if "import-left-out" in line], "check would take it"
    assert alert_of(done)["expr"] == "b unless sum(a) > 0"


@pytest.mark.parametrize(
    ("annotations", "description", "impact"),
    [
        ("summary: '{{ $labels.node }} is down'", "{{ $labels.node }} is down", "Node down"),
        ("summary: 'A node is down (node {{ $labels.node }})'", None, "A node is down"),
        ("summary: 'A node is down', title: '{{ $labels.node }}'", "{{ $labels.node }}", "A node is down"),
        ("summary: '{{ $labels.node }} is down', description: 'It is {{ $value }}'", "It is {{ $value }}", "Node down"),
        ("summary: '{{ query \"up\" }} are down'", None, "Node down"),
    ],
)
def test_a_summary_that_prints_labels_describes_an_alert_without_a_description(
    annotations, description, impact, tmp_path
):
    done = alert_of(rule(tmp_path, f"{{alert: NodeDown, expr: up == 0, annotations: {{{annotations}}}}}"))
    assert (done.get("description"), done["impact"]) == (description, impact)


def test_a_comment_around_an_expression_is_said(tmp_path):
    expr = "'# Scrapes may fail,\n\n    # so look back.\n\n    max_over_time(up[5m]) == 0 # none'"
    done = rule(tmp_path, f"{{alert: NodeDown, expr: {expr}}}")
    assert alert_of(done)["expr"] == "max_over_time(up[5m]) == 0"
    assert any(
        "the comment around 'expr' was left out: Scrapes may fail, so look back. none" in line for line in said(done)
    ), said(done)
    assert not any("comment" in line for line in said(rule(tmp_path, "{alert: NodeDown, expr: 'up{a=\"#\"} == 0'}")))


CHART = (
    "if this is a {{ template }} or a ${variable}, let its tool (Helm, Terraform) fill it in first, and import what "
    "comes out"
)


@pytest.mark.parametrize(
    "expr",
    [
        "rate(x[{{ .window }}]) > 3",
        'up{job="{{ .Values.job }}"} == 0',
        "up > {{ $.Values.max }}",
        'up{cluster="${cluster_name}"} == 0',
        "up > ${threshold}",
    ],
)
def test_a_template_that_nobody_fills_in_is_left_out(expr, tmp_path):
    """Of Sloth's specs '{{.window}}' is a window; of a rule file it is a value of a chart's."""
    done = rule(tmp_path, f"{{alert: NodeDown, expr: '{expr}'}}\n  - {{record: 'a:b', expr: '{expr}'}}")
    assert done.made == {}
    left_out = [one for one in done.findings if one.rule == "import-left-out"]
    assert [one.help for one in left_out] == [CHART, CHART]
    route = rule(tmp_path, "{alert: NodeDown, expr: 'x{route=\"/orders/{{id}}\"} > 1'}")
    assert alert_of(route)["expr"] == 'x{route="/orders/{{id}}"}', "braces of a route are text"
    replaced = "label_replace(a, 'x', '${1}${n}', 'y', '(a)(?P<n>b)') > 1"
    found = alert_of(rule(tmp_path, f'{{alert: NodeDown, expr: "{replaced}"}}'))
    assert "${1}${n}" in found["expr"], "those are parts of what the pattern found"


@pytest.mark.parametrize(
    "text", ['{{ "{{" }} $labels.instance {{ "}}" }} is down', "{{`{{ $labels.instance }}`}} is down"]
)
def test_a_text_that_a_chart_would_fill_in_is_told_so(text, tmp_path):
    done = rule(tmp_path, f"{{alert: NodeDown, expr: up == 0, annotations: {{description: '{text}'}}}}")
    (lost,) = [one for one in done.findings if one.rule == "import-lost"]
    assert lost.help == CHART


def test_recorded_names_with_an_empty_part_stay_for_whoever_reads_them(tmp_path):
    """`:all:sum` and `pod:info:` are read by the dashboards of half the field; unquoted the second breaks a file."""
    names = [":memory_bytes:sum", "node_pod:info:", "job:up:sum"]
    file = tmp_path / "prometheus" / "rules.yaml"
    file.parent.mkdir()
    rules = "".join(f"  - {{record: '{name}', expr: sum(up)}}\n" for name in names)
    file.write_text(f"groups:\n- name: shop\n  rules:\n{rules}", "utf-8")
    root, _ = in_project(tmp_path / "project", file)
    made = compile_project(root, today=TODAY, targets=("prometheus",)).artifacts
    (found,) = [yaml.safe_load(one.content) for one in made if one.path == "prometheus/production/shop.yaml"]
    assert [rule["record"] for group in found["groups"] for rule in group["rules"]] == names


def test_alerts_of_one_name_are_told_apart_by_service_or_severity(tmp_path):
    """Every team has its HighErrors; a number behind would say nothing at night."""
    file = "".join(
        f"- name: {service}\n  rules:\n"
        + "".join(
            f"  - {{alert: HighErrors, expr: up == {number}, labels: {{severity: {word}}}}}\n"
            for number, word in enumerate(severities)
        )
        for service, severities in {
            "shop": ["warning", "critical"],
            "web-cart": ["warning", "critical", "info"],
        }.items()
    )
    done = from_text("prometheus", f"groups:\n{file}", tmp_path)
    files = {path: yaml.safe_load(text) for path, text in done.made.items() if path.startswith("alerts/")}
    assert {path: [one["name"] for one in file["alerts"]] for path, file in files.items()} == {
        "alerts/shop.yaml": ["HighErrors", "HighErrorsPage"],
        "alerts/web-cart.yaml": ["WebCartHighErrors", "WebCartHighErrorsPage", "WebCartHighErrorsTicket"],
    }
    renamed = [one for one in done.findings if "already; this one is called" in one.message]
    assert len(renamed) == 4
    assert all("and in 'inhibit_rules'" in one.help for one in renamed), "critical silenced warning of the same name"
    assert [one.help.partition("write one there for ")[2] for one in renamed] == [
        "HighErrorsPage over HighErrors",
        "WebCartHighErrorsPage over WebCartHighErrors and WebCartHighErrorsTicket",
        "WebCartHighErrorsPage over WebCartHighErrors and WebCartHighErrorsTicket",
        "WebCartHighErrorsPage over WebCartHighErrors and WebCartHighErrorsTicket",
    ]


def test_a_second_ticket_of_one_name_has_nothing_that_silences_it(tmp_path):
    done = rule(tmp_path, "\n  - ".join(f"{{alert: NodeDown, expr: up == {number}}}" for number in range(2)))
    (renamed,) = [one for one in done.findings if "already; this one is called" in one.message]
    assert "write one there" not in renamed.help


def test_a_resource_in_a_list_is_read():
    done = imported(HERE / "prometheus" / "own-resources.yaml")
    assert "alerts/ingress.yaml" in done.made
    assert not done.failed


def test_a_resource_of_victoriametrics_is_read(tmp_path):
    rules = "rules: [{alert: NodeDown, expr: up == 0}]"
    groups = f"{{name: shop, type: prometheus, concurrency: 2, {rules}}}, {{name: old, type: graphite, {rules}}}"
    text = f"kind: VMRule\nspec: {{groups: [{groups}]}}\n"
    done = from_text("prometheus", text, tmp_path)
    assert [path for path in done.made if path.startswith("alerts/")] == ["alerts/shop.yaml"]
    (left_out,) = [one.message for one in done.findings if one.rule == "import-left-out"]
    assert left_out == "the group 'old' was left out: its rules are written in 'graphite'"
    assert not [one for one in done.findings if one.rule == "import-unknown"]


def test_the_namespace_of_a_file_for_mimir_is_nothing_unknown(tmp_path):
    text = "namespace: shop\ngroups: [{name: a, source_tenants: [x], rules: [{alert: NodeDown, expr: up == 0}]}]\n"
    done = from_text("prometheus", text, tmp_path)
    assert [one.message for one in done.findings if one.severity == "warning"] == [
        "the source_tenants of the group 'a' was not carried"
    ]


@pytest.mark.parametrize("kind", ["AlertingRule", "Rules", "ClusterRules"])
def test_resources_of_others_with_the_same_groups_are_read(kind, tmp_path):
    groups = "[{name: shop, rules: [{alert: NodeDown, expr: up == 0}]}]"
    done = from_text("prometheus", f"apiVersion: x/v1\nkind: {kind}\nspec: {{groups: {groups}}}\n", tmp_path)
    assert "alerts/shop.yaml" in done.made


@pytest.mark.parametrize(
    ("expr", "nameless"),
    [
        ('sum(count_over_time({app="shop"}[5m])) > 5', True),
        ('{__name__=~"a|b",app="shop"} > 5', False),
        ('up{app="shop"} == 0', False),
    ],
)
def test_a_selector_without_a_metric_is_told(expr, nameless, tmp_path):
    """Rule files of Loki look the same, and an alert on lines would read no series, and never fire."""
    done = rule(tmp_path, f"{{alert: NodeDown, expr: '{expr}'}}")
    told = '{app="shop"} names no metric, so that it reads whatever has these labels'
    assert any(told in line for line in said(done)) is nameless
    assert (f"# Look: {told}" in done.made["alerts/shop.yaml"]) is nameless


def test_what_mimirtool_prints_is_read(tmp_path):
    """`mimirtool rules print`: lists of groups by namespace."""
    text = "".join(
        f"team-{name}:\n    - name: {name}\n      rules:\n        - {{alert: {name.title()}Down, expr: up == 0}}\n"
        for name in ("shop", "cart")
    )
    done = from_text("prometheus", text, tmp_path)
    assert sorted(path for path in done.made if path.startswith("alerts/")) == ["alerts/cart.yaml", "alerts/shop.yaml"]
    assert "1:1 import-changed: the namespace 'team-shop' is where a ruler keeps its groups; nothing to carry" in said(
        done
    )
    for other in ("text", "[]", "[5]", "[{name: a}]"):
        assert from_text("prometheus", f"{text}other: {other}\n", tmp_path).failed, "anything else is none"


def test_a_rule_file_is_told_from_specs_of_others(tmp_path):
    text = "groups:\n- name: a\n  rules: []\n"
    (line,) = said(from_text("sloth", text, tmp_path))
    assert "is no spec of Sloth's" in line
    (finding,) = from_text("sloth", text, tmp_path).findings
    assert finding.help == "avionics import prometheus FILE"


def test_more_than_a_file_of_ours_can_hold_is_said_at_the_first(tmp_path):
    rules = "\n".join(f"  - {{alert: NodeDown{number}, expr: up == 0}}" for number in range(101))
    done = from_text("prometheus", f"groups:\n- name: shop\n  rules:\n{rules}\n", tmp_path)
    assert (
        "4:5 import-invalid: this cannot be said in our specs: alerts: expected at most 100 items, found 101"
        in said(done)
    )


@pytest.mark.parametrize(
    ("rules", "reason"),
    [
        ("{alert: Watchdog, expr: vector(1)}", "it has no condition: it fires always"),
        (
            "{alert: IndexInvalid, expr: 'index{valid=\"no\"}'}",
            "it has no condition: it fires for as long as its series exist",
        ),
        ("{alert: Watchdog, expr: up > bool 1}", "it has no condition"),
        ("{alert: Nothing}", "it has no expression"),
        ("{alert: Few, expr: 'limitk(3, up) == 0'}", "Prometheus 2.42 does not know 'limitk'"),
        ("{alert: Long, expr: 'up > 5m'}", "Prometheus 2.42 does not know the duration '5m' as a number"),
        ("{record: 'a:b', expr: '{\"my.metric\"}'}", 'Prometheus 2.42 does not know the name "my.metric" in quotes'),
        ("{alert: Both, record: 'a:b', expr: up}", "it has not one of 'alert' and 'record'"),
        ("{record: up_total, expr: sum(up)}", "ours are called level:metric:operation"),
        ("{record: 'namespace_pod:', expr: sum(up)}", "ours are called level:metric:operation"),
        ("{record: 'namespace::sum', expr: sum(up)}", "ours are called level:metric:operation"),
        ("{record: 'slo:up:sum', expr: sum(up)}", "'slo:' begins those of objectives"),
        ("{record: 'job:up:sum', expr: sum(up), labels: {kind: 'a{b'}}", "its label kind: 'a{b' cannot be carried"),
    ],
)
def test_what_check_would_refuse_is_left_out_and_the_rest_is_carried(rules, reason, tmp_path):
    done = rule(tmp_path, f"{rules}\n  - {{alert: NodeDown, expr: up == 0}}")
    (told,) = [each for each in done.findings if each.rule == "import-left-out"]
    assert (told.where.line, reason in told.message) == (4, True), told.message
    assert alert_of(done)["name"] == "NodeDown"
    assert not done.failed


RECORD = "{record: 'pod:x:rate5m', expr: 'sum by (pod) (rate(x_total[5m]))'}"
MATCHED = {  # with what we record, which has labels that raw series have not: whether it still matches
    "y / pod:x:rate5m > 1": False,
    "y > pod:x:rate5m": False,
    "y > 0 and pod:x:rate5m > 1": False,
    "y / ignoring (node) pod:x:rate5m > 1": False,
    "sum without (node) (pod:x:rate5m) / y > 1": False,
    "max_over_time(pod:x:rate5m[1h]) / y > 1": False,
    'label_replace(sum by (pod) (y), "a", "$1", "pod", "(.*)") / pod:x:rate5m > 1': False,
    'absent(y{pod="a"}) and pod:x:rate5m > 1': False,
    "sum by (pod, node) (y) / pod:x:rate5m > 1": False,
    "sum by (pod) (y) / pod:x:rate5m / 2 > 1": False,  # which of two
    "sum by (pod) (y) / ignoring () pod:x:rate5m > 1": False,  # no room for an 'on'
    "y / on (pod) pod:x:rate5m > 1": True,
    "sum by (pod) (y) / sum by (pod) (pod:x:rate5m) > 1": True,
    "y / scalar(pod:x:rate5m) > 1": True,
    "pod:x:rate5m / pod:x:rate5m offset 1h > 2": True,
    "pod:x:rate5m > 1": True,
    "sum(y) and absent(pod:x:rate5m)": True,
}


@pytest.mark.parametrize("expr", MATCHED)
def test_what_would_match_no_more_is_left_out(expr, tmp_path):
    """By Prometheus's rules for vector matching: what we record carries 'service', and a raw series need not."""
    done = rule(tmp_path, f"{RECORD}\n  - {{alert: PodSlow, expr: '{expr}'}}")
    assert [yaml.safe_load(text).get("alerts", []) != [] for path, text in done.made.items() if "alerts/" in path] == [
        MATCHED[expr]
    ]
    assert any("would match no more" in line for line in said(done)) is not MATCHED[expr]


REJOINED = {
    "sum by (pod) (y) / pod:x:rate5m > 1": "sum by (pod) (y) / on (pod) pod:x:rate5m",
    "(pod:x:rate5m > 0.5) and (sum by (pod) (y) == 4)": "(pod:x:rate5m > 0.5) and on (pod) (sum by (pod) (y) == 4)",
    "sum by (pod) (y) >= bool (pod:x:rate5m) == 1": "sum by (pod) (y) >= bool on (pod) (pod:x:rate5m) == 1",
    "pod:x:rate5m unless max by (pod) (y) > 0": "pod:x:rate5m unless on (pod) max by (pod) (y) > 0",
}


@pytest.mark.parametrize("expr", REJOINED)
def test_what_matches_by_labels_that_are_known_is_carried_with_them_named(expr, tmp_path):
    """Prometheus of their rules and of ours says the same of the same series."""
    text = f"{RECORD}\n  - {{alert: PodSlow, expr: '{expr}'}}"
    done = rule(tmp_path, text)
    assert alert_of(done)["expr"] == REJOINED[expr]
    assert any("match by are named" in line for line in said(done))
    file = tmp_path / "prometheus" / "rules.yaml"
    file.parent.mkdir()
    file.write_text(f"groups:\n- name: shop\n  rules:\n  - {text}\n", "utf-8")
    root, _ = in_project(tmp_path, file)
    (rules,) = [one.content.decode() for one in compile_project(root, today=TODAY, targets=("prometheus",)).artifacts
                if one.path == "prometheus/production/shop.yaml"]  # fmt: skip
    series = {
        f'{name}{{pod="{pod}",node="{node}",{ENVIRONMENT}}}': values
        for node in "ab"
        for name, pod, values in (("x_total", "fast", "0+60x60"), ("x_total", "slow", "0+6x60"),
                                  ("y", "fast", "2x60"), ("y", "slow", "0x60"))
    }  # fmt: skip
    fired = {
        (source, outcome.tool): {one.labels["pod"] for one in outcome.firing("PodSlow", 1800)}
        for source, text in (("theirs", file.read_text("utf-8")), ("ours", rules))
        for outcome in run(tmp_path, text, [Case("all", series, alerts=[("PodSlow", 1800)])])
    }
    assert all(len(pods) == 1 for pods in fired.values()), f"one of two pods: {fired}"
    assert len({*map(frozenset, fired.values())}) == 1, fired


@pytest.mark.parametrize(
    ("recorded", "given"),
    [
        (f"{RECORD[:-1]}, labels: {{area: web}}}}", "cluster"),
        (f"{RECORD}\n  - {RECORD[:-1]}, labels: {{area: web}}}}", "cluster"),
        (RECORD, "pod"),
    ],
)
def test_what_matches_by_labels_that_are_not_all_known_is_left_out(recorded, given, tmp_path):
    """The rule sets one more, or another under the same name does, or the environment sets one of them."""
    alert = "{alert: PodSlow, expr: 'sum by (pod) (y) / pod:x:rate5m > 1'}"
    other = "matchers: {environment: ", f"matchers: {{{given}: "
    done = rules_in_project(tmp_path, f"{recorded}\n  - {alert}", *other)
    assert any("'PodSlow'" in line and "would match no more" in line for line in said(done)), said(done)


def test_what_is_recorded_only_while_a_condition_holds_is_one(tmp_path):
    done = rule(
        tmp_path, "{record: 'pod:x:slow', expr: 'max by (pod) (x) > 5'}\n  - {alert: PodSlow, expr: 'pod:x:slow'}"
    )
    assert alert_of(done)["expr"] == "pod:x:slow"
    assert not any("import-left-out" in line or "condition" in line for line in said(done)), said(done)


def test_a_rule_that_reads_what_was_left_out_says_so(tmp_path):
    done = rule(tmp_path, "{record: orders, expr: sum(x)}\n  - {alert: ShopSlow, expr: 'orders > 1'}")
    assert "# Look: it reads 'orders', which was left out" in done.made["alerts/shop.yaml"]


def test_a_series_is_recorded_once_and_under_labels_that_only_alerts_have_of_the_compiler(tmp_path):
    one, other = (f"{{record: 'a:b', expr: sum(x), labels: {{severity: {word}, tier: a}}}}" for word in "ab")
    done = rule(tmp_path, f"{one}\n  - {other}\n  - {one}")
    (made,) = [yaml.safe_load(text)["rules"] for path, text in done.made.items() if "alerts/" in path]
    assert [each["labels"] for each in made] == [{"severity": "a", "tier": "a"}, {"severity": "b", "tier": "a"}]
    assert any("6:6 import-left-out" in line and "the same name and labels" in line for line in said(done))


BY = {
    "sum by (queue, pod) (x) > 1": ["queue", "pod"],
    "sum(x) > 1": None,
    "sum by (queue) (x) * on (queue) group_left (owner) y > 1": ["queue"],  # brought over: it tells of the series
    'sum by (queue, job) (x{job="shop"}) > 1': ["queue"],  # one value of job
    "sum by (queue, __name__) (x) > 1": ["queue"],
    "sum by (queue, service) (x) > 1": ["queue"],  # the compiler's
}


@pytest.mark.parametrize("expr", BY)
def test_by_is_what_the_result_keeps_apart(expr, tmp_path):
    done = rule(tmp_path, f"{{alert: NodeDown, expr: '{expr}'}}")
    assert alert_of(done).get("by") == BY[expr]
    assert any("kept apart by 'service'" in line for line in said(done)) is ("service" in expr)


def test_by_is_also_what_keeps_apart_what_is_recorded(tmp_path):
    both = f"{RECORD}\n  - {{record: 'all:x:rate5m', expr: 'sum(rate(x_total[5m]))'}}"
    done = rule(tmp_path, f"{both}\n  - {{alert: PodSlow, expr: 'pod:x:rate5m > 1 and on () all:x:rate5m > 5'}}")
    assert alert_of(done)["by"] == ["pod"]
    done = rule(tmp_path, f"{both}\n  - {{alert: PodSlow, expr: 'max(pod:x:rate5m) > 1'}}")
    assert "by" not in alert_of(done), "the pods are one"
    done = rule(tmp_path, f"{both}\n  - {{alert: PodSlow, expr: 'y and on () pod:x:rate5m > 1'}}")
    assert "by" not in alert_of(done), "of the pods nothing is in the result"


def test_labels_of_a_group_that_ours_cannot_have_are_told_where_they_are_written(tmp_path):
    text = (
        "groups:\n- name: shop\n  labels: {team: core, area: all, region: eu}\n"
        "  rules: [{alert: NodeDown, expr: up == 0, labels: {area: web}}]\n"
    )
    done = from_text("prometheus", text, tmp_path)
    assert alert_of(done)["labels"] == {"area": "web", "region": "eu"}, "the rule's win"
    assert any(line.startswith("3:12 import-lost: the label team: 'core' was not carried") for line in said(done))


def test_a_label_of_a_group_is_no_comment_above_each_of_its_alerts(tmp_path):
    """Of thirty alerts in a group of `team: core` each began with the same line, for somebody to take out."""
    text = (
        "groups:\n- name: shop\n  labels: {team: core}\n  rules:\n"
        "  - {alert: NodeDown, expr: up == 0}\n  - {alert: NodeSlow, expr: load > 9, labels: {team: web}}\n"
    )
    done = from_text("prometheus", text, tmp_path)
    looks = [line for line in done.made["alerts/shop.yaml"].splitlines() if "Look:" in line]
    assert looks == ["# Look: the label team: 'web' was not carried: the label 'team' is set by the compiler"]
    assert sum("the label team: 'core' was not carried" in line for line in said(done)) == 1


def test_what_environments_set_is_told_and_not_said_again(tmp_path):
    """`check` refuses it, as a label and in 'by'."""
    done = rules_in_project(
        tmp_path,
        "{alert: NodeDown, expr: 'sum by (environment, pod) (x) > 1', labels: {environment: production, area: web}}\n"
        "  - {record: 'a:b', expr: sum(x), labels: {environment: production}}",
    )
    assert (alert_of(done)["by"], alert_of(done)["labels"]) == (["pod"], {"area": "web"})
    told = [line for line in said(done) if "the label 'environment' was not carried: each environment sets it" in line]
    assert len(told) == 2


def test_names_stay_within_eighty_characters(tmp_path):
    long = "N" * 90
    done = rule(tmp_path, "\n  - ".join(f"{{alert: {long}, expr: up == {number}}}" for number in range(3)))
    assert not done.failed, said(done)
    (made,) = [yaml.safe_load(text)["alerts"] for path, text in done.made.items() if "alerts/" in path]
    assert len({each["name"] for each in made}) == 3


def test_more_alerts_of_one_name_than_a_service_may_have_are_told(tmp_path):
    done = rule(tmp_path, "\n  - ".join(f"{{alert: NodeDown, expr: up == {number}}}" for number in range(1_100)))
    errors = [one.message for one in done.findings if one.severity == "error"]
    assert errors == ["this cannot be said in our specs: alerts: expected at most 100 items, found 1100"]


def test_a_wait_that_is_none_is_told_where_it_is_written(tmp_path):
    done = rule(tmp_path, "{alert: NodeDown, expr: up == 0, for: soon}")
    assert "4:38 import-invalid: for is 'soon', expected a duration such as 5m" in said(done)
    assert done.failed


def test_no_password_of_an_address_goes_into_a_file_of_ours(tmp_path):
    text = "{alert: NodeDown, expr: up == 0, annotations: {runbook_url: 'https://anna:secret@wiki.example/down'}}"
    done = rule(tmp_path, text)
    assert "the annotation 'runbook_url' was not carried\n" in done.made["alerts/shop.yaml"]
    assert "secret" not in "".join((*done.made.values(), *said(done)))
