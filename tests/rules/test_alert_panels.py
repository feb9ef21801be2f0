"""A choice in a cockpit chooses among an alert's results and changes none of them: asked of Prometheus itself."""

from __future__ import annotations

import pytest

from avionics.promql.meaning.flow import bearers
from avionics.promql.syntax.parse import parse
from avionics.promql.text.edit import edited, equal
from rules.promtool import Case, run

SERIES = {
    'depth{queue="a",pod="1"}': "8 8",
    'depth{queue="a",pod="2"}': "2 2",
    'depth{queue="b",pod="1"}': "5 5",
    'depth{queue="b",pod="3"}': "5 5",
    'room{queue="a",pod="1"}': "10 10",
    'room{queue="b",pod="1"}': "20 20",
    'node{pod="1",zone="x"}': "1 1",
    'node{pod="2",zone="x"}': "1 1",
    'owner{queue="a",pod="1",mail="m"}': "1 1",
    "limit": "4 4",
}
CHOSEN = equal((("queue", "a"),))

NARROWED = {
    "depth": [2, 8],
    "max by (queue) (depth)": [8],
    "sum by (queue) (depth) / on () group_left () sum(depth)": [0.5],  # 10 of 20: a share of all queues
    "depth / on (queue, pod) room": [0.8],
    "depth / ignoring (mail) room": [0.8],
    "depth * on (pod) group_left (zone) node": [2, 8],  # node has no queue
    "node * on (pod) group_right () depth": [2, 8],
    "node * on (pod) group_left (queue) (depth == 2)": [2],  # the queue comes from the other side
    "depth and on (pod) node": [2, 8],
    "depth unless on (pod) node{pod='2'}": [8],
    "depth or room": [2, 8],
    "sum by (queue) (depth) or vector(7)": [10],
    "depth > scalar(limit)": [8],
    "-(depth - 1)": [-7, -1],
    "max_over_time(sum by (queue) (depth)[1m:1m])": [10],
    "sum without (pod) (depth) > 1": [10],
    "label_replace(depth, 'pod', 'x$1', 'pod', '(.*)')": [2, 8],
    "quantile by (queue) (scalar(limit) / 4, depth)": [8],
}
WHOLE = {
    "topk(1, depth)": [8],
    "label_replace(node, 'queue', 'a', '', '')": [1, 1],
    "count_values by (pod) ('queue', node)": [],
    "depth or on (pod) room": [2, 8],
    "absent(gone{queue='a'})": [1],
}
EXPECTED = {**NARROWED, **WHOLE}


def chosen(expression):
    """The expression with the choice in those of its selectors that the label comes from."""
    bearing = bearers(parse(expression), "queue")
    return edited(expression, lambda position, _: CHOSEN if position in bearing else ())


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    queries = [(text, 60) for expression in [*NARROWED, *WHOLE] for text in (expression, chosen(expression))]
    rules = "groups: [{name: none, rules: [{record: none, expr: vector(1)}]}]"
    return run(tmp_path_factory.mktemp("panels"), rules, [Case("panels", SERIES, list(dict.fromkeys(queries)))])


@pytest.mark.parametrize("expression", [*NARROWED, *WHOLE])
def test_what_is_narrowed_is_what_was_there(outcomes, expression):
    narrowed = chosen(expression)
    assert (narrowed != expression) == (expression in NARROWED), "narrowed where that is certain, and only there"
    for outcome in outcomes:
        before, after = (outcome.samples.get((text, 60), []) for text in (expression, narrowed))
        expected = [sample for sample in before if sample.labels.get("queue") == "a"]
        assert sorted(sample.value for sample in expected) == EXPECTED[expression]
        assert [sample for sample in after if sample.labels.get("queue") == "a"] == expected
        if expression in NARROWED:
            assert {sample.labels.get("queue", "a") for sample in after} <= {"a"}, "no other queue"
