"""Which ways to write an expression are one: those that Prometheus answers alike, for whatever series there are."""

from __future__ import annotations

import pytest

from avionics.promql.meaning.canonical import condition, value

ONE_CONDITION = [
    ('max(x{job="a",b="c"}) > 600', "max( x{ b='c', job=`a`, } )\n  >600"),
    ("max(x) > 600", "600 < max(x)"),
    ("max(x) >= 600", "600.0 <= (max(x)) # ten minutes"),
    ("a > 1 or b > 2 or c", "c or (b > 2 or a > 1)"),
    ("a > 1 and b > 2", "(b > 2) and (a > 1)"),
    ("a == b", "b == a"),
    ("sum(a) + sum(b) * 2 > 1", "2 * sum(b) + sum(a) > 1"),
    ("sum by (a, b) (rate(x[1m])) > 1", "SUM(rate(x[60s])) BY (b, a) > 1"),
    ("sum by () (x) > 1", "sum(x) > 1"),
    ('x{code=~"502|503"} > 1', 'x{code=~"50[32]"} > 1'),
    ('x{code!~"502|503"} > 1', 'x{code!~"50[32]"} > 1'),
    ('x{code=~"502"} > 1', 'x{code="502"} > 1'),
    ('{__name__="x"} > 1', "x > 1"),
    ("a / on (x, y) group_left (z, w) b > 1", "a / on (y, x) group_left (w, z) b > 1"),
    ("a unless b > 1", "a unless 1 < b"),
    ("a > 1 and b > 2", "2 < b and a > 1"),
    ("a + (b + c) > 1", "(c + a) + b > 1"),
    ("(a or b) unless c > 1", "(b or a) unless c > 1"),
    ("sum(a and (b or c)) > 1", "sum(a and (c or b)) > 1"),
    ("sum(a unless (b or c)) > 1", "sum(a unless (c or b)) > 1"),
    ("sum(a > bool 1) > 3", "sum(1 < bool a) > 3"),
    ("a > 10 * 60", "600 < a"),
    ('x{code=~"503|502"} > 1', 'x{code=~"50[23]"} > 1'),
]
TWO_CONDITIONS = [
    ("a - b > 0", "b - a > 0"),
    ("a > 1", "a >= 1"),
    ("a > 1", "a < 1"),
    ("a > 1", "a > 2"),
    ("a > 1", "-a > 1"),
    ("-a > 1", "-b > 1"),
    ("a > on (x) b", "b < on (x) a"),
    ("a > 1", "a > bool 1"),
    ("a and on (x) b", "b and on (x) a"),
    ("a unless b", "b unless a"),
    ("a + (b + on (x) c) > 1", "a + (b + c) > 1"),
    ("a + b * c > 1", "a + b + c > 1"),
    ("a / on (x) b > 1", "a / on (y) b > 1"),
    ("a / on (x) b > 1", "a / ignoring (x) b > 1"),
    ("a / on (x) group_left b > 1", "a / on (x) group_right b > 1"),
    ("a / on (x) group_left (y) b > 1", "a / on (x) group_left (z) b > 1"),
    ("sum by (a) (x) > 1", "sum without (a) (x) > 1"),
    ("sum without () (x) > 1", "sum(x) > 1"),
    ("max(x) > 1", "min(x) > 1"),
    ("topk(1, x) > 1", "topk(2, x) > 1"),
    ("rate(x[5m]) > 1", "rate(x[6m]) > 1"),
    ("max_over_time(x[5m]) > 1", "max_over_time(x[5m:1m]) > 1"),
    ("x > 1", "x offset 5m > 1"),
    ("x > 1", "x @ end() > 1"),
    ('x{a="1"} > 1', 'x{a!="1"} > 1'),
    ('x{a=~"1.."} > 1', 'x{a!~"1.."} > 1'),
    ('x{a=~"1.."} > 1', 'x{a="1.."} > 1'),
    ('x{a=~"(?i)b"} > 1', 'x{a=~"(?i)c"} > 1'),
    ('x{a="b|c"} > 1', 'x{a=~"b|c"} > 1'),
    ('x{a="b"} > 1', 'x{b="a"} > 1'),
]
TWO_VALUES = [
    ("sum(a or b)", "sum(b or a)"),  # where there are both, the first
    ("sum(a and b)", "sum(b and a)"),
    ("sum(a > b)", "sum(b < a)"),
    ("(a or b) > 1", "(b or a) > 1"),
]


@pytest.mark.parametrize(("one", "other"), ONE_CONDITION)
def test_one_condition_in_two_ways(one, other):
    assert condition(one) is not None
    assert condition(one) == condition(other)


@pytest.mark.parametrize(("one", "other"), TWO_CONDITIONS + TWO_VALUES)
def test_two_conditions(one, other):
    assert condition(one) is not None
    assert condition(one) != condition(other)


@pytest.mark.parametrize(("one", "other"), TWO_VALUES)
def test_values_that_depend_on_the_order(one, other):
    assert value(one) != value(other)


@pytest.mark.parametrize("side", ["a or b", "a and b", "a > b", "a == b"])
def test_an_expression_whose_values_count_is_not_swapped(side):
    left, operator, right = side.split()
    turned = f"{right} {operator.replace('>', '<')} {left}"
    assert condition(side) == condition(turned), "both are met for the same series"
    assert value(side) != value(turned), "what they are met with differs"


@pytest.mark.parametrize("text", ["sum by (", "x{", "", "vector(1) > 0", "hour() > 5", "(" * 200 + "x" + ")" * 200])
def test_what_is_no_promql_or_reads_no_series_has_no_form(text):
    assert condition(text) is None


def test_the_longest_that_is_read_has_a_form_or_none():
    """A pull request writes it: as many operators as there may be, each within the one before."""
    text = "x" + " - x" * 299
    assert condition(f"{text} > 1") == condition(f"1 < {text}")
