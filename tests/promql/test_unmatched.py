"""Whether an operator can match anything, held against promtool: what is said to give nothing gives nothing there."""

from __future__ import annotations

import pytest

from avionics.promql.meaning.examined import tree
from avionics.promql.meaning.unmatched import Known, unmatched
from rules.promtool import Case, run

KNOWN = Known(frozenset({"environment"}), frozenset({"pod:z:sum"}), frozenset({"service"}))
OWN = 'environment="P"'
SERIES = {
    f'x{{job="a",pod="1",{OWN}}}': "5x20",
    f'y{{job="a",pod="1",{OWN}}}': "4x20",
    f'pod:z:sum{{service="shop",pod="1",{OWN}}}': "3x20",
}
NOTHING = {  # and the label that one side always has
    "x / sum(y)": "environment",
    'x{job="a"} / sum(y)': "job",
    "sum by (pod) (x) / y": "environment",
    "sum by (pod) (x) > 1 and pod:z:sum > 1": "service",
    "sum by (pod, environment) (x) / pod:z:sum": "service",
    "sum by (pod, environment) (x) / max_over_time(pod:z:sum[5m])": "service",
    "x * vector(2)": "environment",
    "x and hour() >= 0": "environment",
    "x > bool sum(y)": "environment",
    "x / ignoring (pod) group_left sum(y)": "environment",
    'rate(x{job="a"}[5m]) - avg without (job) (y{job="a"})': "job",
    'sum by (job) (x{job="a"}) + sum by (pod) (y{pod="1"})': "job",
    '2 * x{job="a"} / -sum(y)': "job",
    "topk(1, x) / sum(y)": "environment",
    "(x or y) / sum(y)": "environment",
    "max_over_time(sum(x)[5m:1m]) / y": "environment",
    'label_replace(x, "to", "", "", "") / sum(y)': "environment",
    'sum by (job, pod) (x{pod=~"1|2"}) / sum by (job) (y)': "pod",
    'sum by (job, pod) (x{pod!=""}) / sum by (job) (y)': "pod",
}
SOMETHING = [
    "x / y",
    "sum(x) / sum(y)",
    "x / on () group_left sum(y)",
    "x / ignoring (job, pod, environment) sum(y)",
    "sum by (pod) (x) / on (pod) y",
    "sum by (pod) (x) / on (pod) pod:z:sum",
    "sum by (pod) (x) / sum by (pod) (pod:z:sum)",
    "sum without (job) (x) / sum without (job) (y)",
    "x or sum(y)",
    'sum by (job, shop) (x{shop=~"1|"}) / sum by (job) (y)',
    'sum by (job, shop) (x{shop!="1"}) / sum by (job) (y)',
    "x > 1",
    "2 * x + 1",
    "x > scalar(sum(y))",
    "sum(x) and absent(nothing)",
    'label_replace(sum(x), "environment", "P", "", "") / sum by (environment) (y)',
    'sum by (job) (x{job="a"}) + sum by (job) (y)',
    'label_replace(x, "job", "", "", "") / label_replace(sum by (pod, environment) (y), "to", "", "", "")',
    "x unless y offset 10m > 100",
]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    queries = [(expr, 600) for expr in (*NOTHING, *SOMETHING)]
    return run(tmp_path_factory.mktemp("unmatched"), "groups: []\n", [Case("all", SERIES, queries)])


def test_what_gives_nothing_is_known_by_the_label_that_one_side_lacks(outcomes):
    for expr, label in NOTHING.items():
        found = unmatched(tree(expr), KNOWN)
        assert found is not None, expr
        assert found.label == label, expr
        for outcome in outcomes:
            assert outcome.samples.get((expr, 600), []) == [], f"{outcome}: {expr}"


def test_what_gives_something_is_never_accused(outcomes):
    for expr in SOMETHING:
        assert unmatched(tree(expr), KNOWN) is None, expr
        for outcome in outcomes:
            assert outcome.samples.get((expr, 600), []) != [], f"{outcome}: {expr}"


def test_unless_takes_nothing_away(tmp_path):
    found = unmatched(tree("x unless sum(y)"), KNOWN)
    assert found is not None
    assert (found.operator, found.side, found.label) == ("unless", "left", "environment")
    for outcome in run(tmp_path, "groups: []\n", [Case("all", SERIES, [("x unless sum(y)", 600)])]):
        assert len(outcome.samples["x unless sum(y)", 600]) == 1, "as many as without it"
