"""Which labels keep the series of a result apart, by Prometheus's rules for aggregations and matching."""

from __future__ import annotations

import pytest

from avionics.promql.meaning.apart import apart, keeps_others, labels_apart
from avionics.promql.meaning.examined import tree

NAMED = {
    "sum by (zone) (rate(x[5m]))": ["zone"],
    "sum(rate(x[5m])) by (zone, pod)": ["zone", "pod"],
    "sum by (zone) (x) / sum by (zone) (y)": ["zone"],
    "1 - sum by (zone) (x) / sum by (zone) (y)": ["zone"],
    "sum by (zone) (x) / on (zone) sum by (zone, pod) (y)": ["zone"],
    "sum by (zone, pod) (x) / ignoring (pod) group_left () sum by (zone) (y)": ["zone", "pod"],
    "sum by (zone) (x) * on (zone) group_left (team) y": ["zone", "team"],
    "sum without (pod) (sum by (zone, pod) (x))": ["zone"],
    "avg_over_time((sum by (zone) (x) > bool 3)[5m:])": ["zone"],
    "histogram_quantile(0.9, sum by (le, zone) (rate(x_bucket[5m])))": ["zone"],
    "clamp_max(sum by (zone) (x), 1)": ["zone"],
    "sum by (zone) (x) or sum(y)": ["zone"],
    "SUM BY (zone) (x)": ["zone"],
    "sum by (zone) (y) * on (zone) group_right (team) sum by (zone, pod) (x)": ["zone", "team", "pod"],
    'sum by (version) (count_values("version", x))': ["version"],
    'sum by (zone) (x{job="a"})': ["zone"],
    'sum by (job) (x{job=~"a"})': [],
    "sum(x) / on (zone) sum(y)": [],
    "sum(sum by (zone) (x))": [],
    "sum by (zone) (x) / on () sum by (zone) (y)": [],
    "sum(x) unless on () sum by (zone) (y)": [],
    "sum by (zone) (sum by (pod) (x))": [],
    "avg(sum by (zone) (x) / sum by (zone) (y))": [],
    'sum by (job) (x{job="a"}) / sum by (job) (y{job="a"})': [],
    'sum by (job) (x{job="a"}) / sum by (job) (y{job=~"a|b"})': ["job"],
    "rate(x[5m])": [],
    "vector(1)": [],
    "sum by (zone": [],
}
OTHERS = {
    "rate(x[5m])": True,
    "sum without (pod) (x)": True,
    "x / y": True,
    "topk(3, x)": True,
    "1 - x": True,
    "avg_over_time((x > bool 3)[5m:])": True,
    "sum(x)": False,
    "sum by (zone) (x)": False,
    "sum(x) / sum(y)": False,
    "x / on (zone) y": False,
    "absent(x)": False,
    "x and on (zone) y": True,
    "sum(x) unless y": False,
    "x / scalar(y)": True,
    "sum(x) / scalar(y)": False,
    "sum without (pod) (sum by (zone, pod) (x))": False,
    "x {": False,
}


@pytest.mark.parametrize("expression", NAMED)
def test_labels_that_the_text_names(expression):
    found = labels_apart(expression)
    assert [one.label for one in found] == NAMED[expression]
    assert all(expression[one.offset :].startswith(one.label) for one in found), f"a caret elsewhere: {found}"


def test_a_label_that_was_added_up_before_keeps_nothing_apart():
    assert apart(tree("sum by (zone) (sum by (pod) (x))")).labels == frozenset()


def test_a_metric_that_is_called_as_a_label_is_not_pointed_at():
    assert [one.offset for one in labels_apart("max(zone) by (zone)")] == [len("max(zone) by (")]


@pytest.mark.parametrize("expression", OTHERS)
def test_labels_that_no_aggregation_names(expression):
    assert keeps_others(expression) is OTHERS[expression]


def test_what_a_join_brings_over_tells_of_the_series():
    """Each series has one team: it is the zone that keeps them apart."""
    found = labels_apart("sum by (zone) (x) * on (zone) group_left (team) y")
    assert {one.label: one.brought for one in found} == {"zone": False, "team": True}
