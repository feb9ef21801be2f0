"""Rules written by hand, imported: each alert fires when and for what it did, and what it was is what it is called."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from foreign_specs import (
    ENVIRONMENT,
    HERE,
    TODAY,
    alert_of,
    from_text,
    imported,
    in_project,
    rule,
    rules_in_project,
    said,
)

from avionics.app.compile import compile_project
from avionics.importers.prometheus.condition import condition
from avionics.importers.values import Choices
from rules.promtool import Case, run

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
        group["rules"] = [one for one in group["rules"] if one.get("alert") != "QueueBroken" and len(one) > 1]
        for one in group["rules"]:
            one["labels"] = {**labels, **one.get("labels", {})}
            one.pop("annotations", None)
        pages = [one for one in group["rules"] if one["labels"].get("severity") == "page"]
        for one in pages:
            one["alert"] += "Page"
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


@pytest.mark.parametrize(
    ("theirs", "name", "impact"),
    [("Überlast am Tor", "UberlastAmTor", "Überlast am Tor"), ("主机内存不足", "Alert", "主机内存不足")],
)
def test_a_name_in_letters_that_ours_cannot_have_is_the_impact(theirs, name, impact, tmp_path):
    """Or nothing would be left of it: names are of the letters a to z."""
    alert = alert_of(rule(tmp_path, f"{{alert: '{theirs}', expr: up == 0}}"))
    assert (alert["name"], alert["impact"]) == (name, impact)


def test_blanks_behind_the_lines_of_an_expression_go(tmp_path):
    """With them YAML can write it on one line alone, as "a \\u000a- b"."""
    done = rule(tmp_path, "alert: NodeDown\n    expr: |\n      sum(a) \n      - sum(b) > 5\n")
    assert "  expr: |-\n    sum(a)\n    - sum(b)\n" in done.made["alerts/shop.yaml"]
    kept = rule(tmp_path, "alert: NodeDown\n    expr: |\n      sum(a{b=` \n      `}) > 5\n")
    assert alert_of(kept)["expr"] == "sum(a{b=` \n`})", "in a value they say something"


def test_blanks_within_an_expression_are_read_once(tmp_path):
    """A run of them that no line ends with was tried from each of its places: 30,000 took ten seconds."""
    begun = time.process_time()
    done = rule(tmp_path, f"alert: NodeDown\n    expr: sum({' ' * 30_000}a) > 5\n")
    assert time.process_time() - begun < 5
    assert alert_of(done)["above"] == 5


def test_a_comment_around_an_expression_is_said(tmp_path):
    expr = "'# Scrapes may fail,\n\n    # so look back.\n\n    max_over_time(up[5m]) == 0 # none'"
    done = rule(tmp_path, f"{{alert: NodeDown, expr: {expr}}}")
    assert alert_of(done)["expr"] == "max_over_time(up[5m]) == 0"
    assert any(
        "the comment around 'expr' was left out: Scrapes may fail, so look back. none" in line for line in said(done)
    ), said(done)
    assert not any("comment" in line for line in said(rule(tmp_path, "{alert: NodeDown, expr: 'up{a=\"#\"} == 0'}")))


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
    assert [one["record"] for group in found["groups"] for one in group["rules"]] == names


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
