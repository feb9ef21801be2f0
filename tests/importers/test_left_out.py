"""What cannot be carried is left out alone: it is named, with the reason, and the rest is there."""

from __future__ import annotations

import pytest
from foreign_specs import from_text, said, slos


def test_what_is_not_understood_of_an_indicator_concerns_who_refers_to_it(tmp_path):
    text = (
        "apiVersion: openslo/v1\nkind: SLI\nmetadata: {name: i}\nspec:\n  ratioMetric:\n    counter: true\n"
        "    bad: {metricSource: {type: Prometheus, spec: {query: sum(e), dimensions: [a]}}}\n"
        "    total: {metricSource: {type: Prometheus, spec: {query: sum(t)}}}\n"
        "---\napiVersion: openslo/v1\nkind: SLO\nmetadata: {name: s}\n"
        "spec: {service: a, indicatorRef: i, objectives: [{target: 0.9}], alertPolicies: [p]}\n"
        "---\napiVersion: openslo/v1\nkind: AlertPolicy\nmetadata: {name: p}\n"
        "spec: {conditions: [{kind: AlertCondition, metadata: {name: c}, spec: {severity: page}}]}\n"
    )
    done = from_text("openslo", text, tmp_path)
    assert slos(done)["s"]["stage"] == "shadow"
    assert "13:20 import-unknown: the indicator 'i' was not understood in full" in said(done)
    known = from_text("openslo", text.replace(", dimensions: [a]", ""), tmp_path)
    assert "stage" not in slos(known)["s"]


def test_one_objective_that_cannot_be_carried_leaves_the_others(tmp_path):
    text = (
        "apiVersion: openslo/v1alpha\nkind: SLO\nmetadata: {name: s}\nspec:\n  service: a\n  objectives:\n"
        "  - {displayName: all, target: 0, ratioMetrics: &r {good: {source: prometheus, query: sum(g)},\n"
        "                                                   total: {source: prometheus, query: sum(t)}}}\n"
        "  - {displayName: most, target: 0.9, ratioMetrics: *r}\n"
    )
    done = from_text("openslo", text, tmp_path)
    assert list(slos(done)) == ["s-most"]
    assert ("7:24 import-left-out: the objective 'all' (objectives[0]) of the SLO 's' was left out: "
            "an objective of 0 per cent has no budget that alerts could watch") in said(done)  # fmt: skip


QUERY = "metricSource: {type: Prometheus, spec: {query: sum(q)}}"


LACKING = {
    "indicatorRef: i, objectives: [{target: 0.9}, {target: 0.8}]":
        "the SLO 's' with its 2 objectives was left out: the indicator 'i' is in none of the files",
    "objectives: [{target: 0.9, indicatorRef: i}]":
        "the SLO 's' was left out: the indicator 'i' is in none of the files",
    "objectives: [{target: 0.9}]":
        "the SLO 's' was left out: neither the SLO nor its objectives[0] has an indicator",
    f"indicator: {{spec: {{ratioMetric: {{good: {{{QUERY}}}}}}}}}, objectives: [{{target: 0.9}}]":
        "the objective (objectives[0]) of the SLO 's' was left out: the ratio has no total, or neither good nor bad",
    f"indicator: {{spec: {{ratioMetric: {{good: {{{QUERY}}}, bad: {{{QUERY}}}}}}}}}, objectives: [{{target: 0.9}}]":
        "the SLO 's' was left out: the ratio says both good and bad",
    "indicator: {spec: {thresholdMetric: {metricSource: {type: Datadog, spec: {query: q}}}}}":
        "the SLO 's' was left out: the metric comes from 'Datadog', not known to answer PromQL",
    "indicator: {spec: {}}":
        "the SLO 's' was left out: the indicator has neither thresholdMetric nor ratioMetric",
    "indicator: {spec: {ratioMetric: {total: {}}}}":
        "the SLO 's' was left out: total has no metricSource",
    "indicator: {spec: {ratioMetric: {total: {metricSource: {type: Prometheus}}}}}":
        "the SLO 's' was left out: total has no query",
    f"indicator: {{spec: {{thresholdMetric: {{{QUERY}}}}}}}, objectives: [{{target: 0.9}}]":
        "the objective (objectives[0]) of the SLO 's' was left out: "
        "without 'op' and 'value' nothing says which values of a threshold metric are good",
}  # fmt: skip


def test_one_objective_with_an_indicator_of_its_own_goes_where_its_policies_say(tmp_path):
    """It was the part of a composite that there is not, and such parts wake nobody: its page was lost in silence."""
    text = (
        "apiVersion: openslo/v1\nkind: SLO\nmetadata: {name: s}\nspec:\n  service: a\n  objectives:\n"
        f"  - {{target: 0.99, indicator: {{spec: {{ratioMetric: {{good: {{{QUERY}}}, total: {{{QUERY}}}}}}}}}}}\n"
        "  alertPolicies:\n  - spec: {conditions: [{spec: {severity: page}}]}\n"
    )
    assert "stage" not in slos(from_text("openslo", text, tmp_path))["s"]
    ticket = from_text("openslo", text.replace("page", "warning"), tmp_path)
    assert slos(ticket)["s"]["stage"] == "ticket"


@pytest.mark.parametrize("spec", LACKING)
def test_what_is_left_out_is_named_before_the_reason(tmp_path, spec):
    text = f"apiVersion: openslo/v1\nkind: SLO\nmetadata: {{name: s}}\nspec: {{service: a, {spec}}}\n"
    left = [each.message for each in from_text("openslo", text, tmp_path).findings if each.rule == "import-left-out"]
    assert left == [LACKING[spec]]


@pytest.mark.parametrize(
    ("dialect", "spec", "help_"),
    [
        ("openslo", "service: a, sli: {}, objectives: [{target: 0.9}]", "say 'indicator' or 'indicatorRef', not 'sli'"),
        ("openslo", "service: a, objectives: [{target: 0.9, ratioMetrics: {}}]",
         "say 'indicator' or 'indicatorRef', not 'ratioMetrics'"),
        ("openslo", "service: a, objectives: [{target: 0.9}]", "say 'indicator' or 'indicatorRef'"),
        ("openslo", "service: a, indicator: {ratioMetric: {}}, objectives: [{target: 0.9}]",
         "indent 'ratioMetric' below it"),
        ("pyrra", "target: '99', window: 4w, serviceLevelIndicator: {ratio: {}}",
         "say 'indicator', not 'serviceLevelIndicator', with one of: ratio, latency, latencyNative, bool_gauge"),
    ],
)  # fmt: skip
def test_an_indicator_that_is_called_otherwise_is_named(dialect, spec, help_, tmp_path):
    """It stands in front of whoever wrote it, and 'there is none' would send them looking."""
    version, kind = {"openslo": ("openslo/v1", "SLO"), "pyrra": ("pyrra.dev/v1alpha1", "ServiceLevelObjective")}[
        dialect
    ]
    text = f"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: s, namespace: a}}\nspec: {{{spec}}}\n"
    found = from_text(dialect, text, tmp_path).findings
    assert [each.help for each in found if each.rule == "import-left-out"] == [help_]


HEADS = {
    "sloth": "version: prometheus/v1\nservice: a\nslos: [{name: s, objective: 99, SPEC}]\n",
    "pyrra": "apiVersion: pyrra.dev/v1alpha1\nkind: ServiceLevelObjective\nmetadata: {name: s, namespace: a}\n"
             "spec: {target: '99', SPEC}\n",
    "v1": "apiVersion: openslo/v1\nkind: SLO\nmetadata: {name: s}\n"
          f"spec: {{service: a, indicator: {{spec: {{thresholdMetric: {{{QUERY}}}}}}}, SPEC}}\n",
    "alpha": "apiVersion: openslo/v1alpha\nkind: SLO\nmetadata: {name: s}\nspec: {service: a, SPEC}\n",
}  # fmt: skip
GOOD = "objectives: [{target: 0.9, op: gt, value: 1}]"


@pytest.mark.parametrize(
    ("head", "spec", "words"),
    [
        ("sloth", "description: d", "the objective 's' was left out: it has no sli"),
        ("sloth", "sli: {}", "the objective 's' was left out: its sli is neither events nor raw"),
        ("pyrra", "window: 4w, indicator: {ratio: null}",
         "the objective 's' was left out: the indicator 'ratio' is empty"),
        ("pyrra", "window: 4w, indicator: {ratio: {}}", "the objective 's' was left out: the indicator has no 'total'"),
        ("pyrra", "indicator: {bool_gauge: {metric: up}}, window: 4 weeks",
         "the window is '4 weeks', expected a duration such as 30d"),
        ("v1", f"timeWindow: [{{duration: 28d}}, {{duration: 7d}}], {GOOD}", "a second time window"),
        ("v1", f"timeWindow: [{{duration: 1M, isRolling: false}}], {GOOD}",
         "a calendar window of 1M became a rolling one of 30d: it does not say when it begins"),
        ("alpha", "objectives: [{target: 0.9}]",
         "the objective (objectives[0]) of the SLO 's' was left out: it has no ratioMetrics, and its SLO no indicator"),
    ],
)  # fmt: skip
def test_what_is_lacking_is_said(head, spec, words, tmp_path):
    text = HEADS[head].replace("SPEC", spec)
    dialect = {"v1": "openslo", "alpha": "openslo"}.get(head, head)
    assert words in [each.message for each in from_text(dialect, text, tmp_path).findings]
