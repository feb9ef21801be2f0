"""Which labels an expression can return: what is said to be lost is lost in Prometheus too."""

from __future__ import annotations

import pytest

from avionics.promql.meaning.labels import may_carry
from avionics.promql.syntax.parse import parse

KEPT = [
    "x",
    "rate(x[5m])",
    "x offset 1w",
    "-x",
    "(x)",
    "x > 1",
    "1 < x",
    "x * scalar(y)",
    "x * (1 + 2)",
    "sum by (a) (x)",
    "sum by (a, b) (x)",
    "sum without (b) (x)",
    "topk(3, x)",
    "topk by (b) (3, x)",
    "count_values('a', x)",
    "x / y",
    "x / on (a) y",
    "x / ignoring (b) y",
    "sum by (a) (x) / sum by (a) (y)",
    "sum by (a) (x) / on () group_left () sum(y)",
    "sum(x) / on () group_right () sum by (a) (y)",
    "sum by (b) (x) * on (b) group_left (a) y",
    "sum by (a) (x) and on () sum(y)",
    "sum by (a) (x) unless sum(y)",
    "sum(x) or sum by (a) (y)",
    "label_replace(sum(x), 'a', '$1', 'b', '(.*)')",
    "label_join(sum(x), 'a', '-', 'b')",
    "histogram_quantile(0.9, sum by (le, a) (rate(x_bucket[5m])))",
    "max_over_time(sum by (a) (x)[1h:5m])",
    "absent(x{a='1'})",
    "absent((x{a='1'}))",
    "absent_over_time(x{a='1'}[5m])",
    "x or absent(y)",
]
LOST = [
    "sum(x)",
    "sum by (b) (x)",
    "sum by () (x)",
    "sum by (a) (sum by (b) (x))",
    "sum without (a) (x)",
    "count_values('b', x)",
    "topk(3, sum(x))",
    "x / on (b) y",
    "x / ignoring (a) y",
    "x / (sum(y) + 1)",
    "x / (1 + sum(y))",
    "x / abs(sum(y))",
    "x > on (b) y",
    "sum by (a) (x) / sum by (b) (y)",
    "sum(x) / sum(y)",
    "sum(x) * on () group_left () y",
    "sum(x) and y",
    "sum(x) or sum(y)",
    "vector(1)",
    "vector(time())",
    "max_over_time(sum(x)[1h:5m])",
    "label_replace(sum(x), 'b', '$1', 'a', '(.*)')",
    "sum(x) > 1",
    "abs(sum(x) - 1)",
    "absent(x)",
    "absent(x{a=~'1'})",
    "absent(x{a!='1'})",
    "absent(sum by (a) (x{a='1'}))",
    "absent_over_time(x{a='1'}[1h:5m])",
    "absent_over_time(x{b='1'}[5m])",
]


@pytest.mark.parametrize("expression", KEPT)
def test_a_label_that_may_be_there(expression):
    assert may_carry(parse(expression), "a")


@pytest.mark.parametrize("expression", LOST)
def test_a_label_that_is_lost(expression):
    assert not may_carry(parse(expression), "a")


def test_an_expression_too_deep_to_follow_is_not_judged():
    """As many operators as may be, each within the one before: that it is lost, is said only where it is certain."""
    assert may_carry(parse("+".join(["sum(x)"] * 250)), "a")
    assert not may_carry(parse("+".join(["sum(x)"] * 25)), "a")
