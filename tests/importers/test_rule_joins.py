"""What an imported condition matches: what we record carries labels of ours; and which labels keep its alerts apart."""

from __future__ import annotations

import pytest
import yaml
from foreign_specs import ENVIRONMENT, TODAY, alert_of, in_project, rule, rules_in_project, said

from avionics.app.compile import compile_project
from rules.promtool import Case, run


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


def test_a_label_that_environments_set_and_no_series_is_asked_for_makes_no_match_dead(tmp_path):
    """It comes onto what is recorded or told, and says nothing about the series that are read."""
    apart = "matchers: {environment: ", "labels: {environment: x}\n  matchers: {cluster: "
    done = rules_in_project(tmp_path, "{alert: NodeDown, expr: b unless sum(a) > 0}", *apart)
    assert not [line for line in said(done) if "import-left-out" in line], "check would take it"
    assert alert_of(done)["expr"] == "b unless sum(a) > 0"


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
    "sum by (pod) (y) / pod:x:rate5m + sum by (pod) (y) > 1": False,  # both of two
    "sum by (pod) (y) / ignoring () pod:x:rate5m > 1": False,  # no room for an 'on'
    "sum by (pod) (y) / ignoring (node) pod:x:rate5m > 1": False,
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
    "sum by (pod) (y) / (2 * pod:x:rate5m) > 0.4": "sum by (pod) (y) / on (pod) (2 * pod:x:rate5m)",
    "sum by (pod) (y) / (pod:x:rate5m * 2) > 0.4": "sum by (pod) (y) / on (pod) (pod:x:rate5m * 2)",
    "sum by (pod) (y) > 1 AND pod:x:rate5m > 0.5": "sum by (pod) (y) > 1 AND on (pod) pod:x:rate5m > 0.5",
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
