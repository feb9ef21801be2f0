"""Every example of the three tools is tried: what becomes of it passes `avionics check` in a new project."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from foreign_specs import EXAMPLES, HERE, errors, imported, in_project, kinds, objectives

# Objectives counted in the files by eye; those that no objective can be made of, and why.
OBJECTIVES = {
    "openslo-getting-started.yml": 1, "openslo-kubernetes-apiserver.yml": 3, "oslo-valid-slos-ratio.yaml": 1,
    "oslo-valid-slos-threshold.yaml": 1, "own-alpha.yaml": 1, "own-kinds.yaml": 7, "own-references.yaml": 2,
    "own-rules.yaml": 0, "own-resources.yaml": 0,  # alerts and recording rules
    "ratio.yaml": 3, "latency.yaml": 3, "gauge-and-alerting.yaml": 2,
    "alert-for.yml": 1, "contrib-denominator-corrected.yaml": 1, "contrib-slo-plugins.yml": 2, "getting-started.yml": 1,
    "home-wifi.yml": 2, "in-base-k8s.yaml": 2, "in-base.yaml": 2, "k8s-getting-started.yml": 1, "k8s-home-wifi.yml": 2,
    "k8s-multifile.yml": 2, "kubernetes-apiserver.yml": 2, "multifile.yml": 2, "no-alerts.yml": 1,
    "raw-home-wifi.yml": 1, "slo-plugin-getting-started.yml": 1, "slo-plugin-k8s-getting-started.yml": 1,
}  # fmt: skip
NOTHING = {
    "plugin-getting-started.yml": "plug-in", "plugin-k8s-getting-started.yml": "plug-in",
    "victoria-metrics.yml": "no PromQL", "windows-7d.yaml": "catalogue", "windows-custom-30d.yaml": "catalogue",
    "oslo-multi.yaml": "CloudWatch", "oslo-slo-indicatorref-calendar-alerts.yaml": "in none of the files",
    "oslo-slo-no-indicatorref-rolling-alerts.yaml": "Datadog", "oslo-slo-with-labels.yaml": "has no spec",
    "oslo-alert-condition.yaml": "condition", "oslo-alert-policy-inline-cond.yaml": "condition",
    "oslo-alert-policy.yaml": "in none of the files", "oslo-service-with-labels.yaml": "labels",
    "oslo-sli-description-ratio-good-metricsourceref.yaml": "no objective in the files uses",
}  # fmt: skip


def test_every_example_is_tried_and_each_has_its_origin():
    assert {path.name for path in EXAMPLES} == {*OBJECTIVES, *NOTHING}
    origins = re.findall(r"`(\S+)`", (HERE / "ORIGIN.md").read_text("utf-8"))
    written = [path.relative_to(HERE) for path in EXAMPLES]
    assert [path for path in written if not any(path.match(origin) for origin in origins)] == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_an_example_becomes_passes_check(path, tmp_path):
    root, done = in_project(tmp_path, path)
    assert not done.failed
    assert len(objectives(done)) == OBJECTIVES.get(path.name, 0)
    assert errors(root) == []


@pytest.mark.parametrize("path", [path for path in EXAMPLES if path.name in NOTHING], ids=lambda path: path.name)
def test_where_nothing_comes_out_the_report_says_why(path):
    warnings = [each.message for each in imported(path).findings if each.severity == "warning"]
    assert any(NOTHING[path.name] in message for message in warnings), warnings


def test_the_kinds_of_indicators_that_come_out():
    """Most examples are ratios; the raw kind is for what no other says."""
    found = Counter(kind for path in EXAMPLES for kind in kinds(imported(path)))
    assert set(found) == {"composite", "gauge", "latency", "probe", "ratio", "raw"}
    assert found["ratio"] == max(found.values())
