"""The condition of everyday PromQL, read in one go, is the one that its tokens say."""

from __future__ import annotations

import promql_parser
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from avionics.promql.meaning.compare import Condition, _careful, _everyday

PIECES = st.sampled_from([
    "x", '{a="b"}', '{a!="b",c=~"d.*"}', '{a="x > 5"}', "{a='b'}", "sum", " by ", "(a)", "(", ")", " and ", " OR ",
    "or", "[5m]", "rate", " > ", " >= ", "<", "==", "!=", "bool ", "5", "0.1", "1e3", ".5", " -", "*", "/", "\n",
    "# 5 > 4\n", " offset 5m", "@ 5", "-x",
])  # fmt: skip


@pytest.mark.parametrize(
    ("text", "left", "operator", "value"),
    [
        ('max by (queue) (age{job="a"}) > 300', 'max by (queue) (age{job="a"})', ">", 300.0),
        ('a{m="/"}\n / b{m!="/"} < 0.1 ', 'a{m="/"}\n / b{m!="/"}', "<", 0.1),
        ('errors{code=~"5.."} >= 5', 'errors{code=~"5.."}', ">=", 5.0),
    ],
)
def test_everyday_conditions_are_read_in_one_go(text, left, operator, value):
    assert _everyday(text) == Condition(left, operator, value)


@pytest.mark.parametrize("text", ["a > 1 and b > 2", "a > bool 1", "a > -1", "a == 1", "a # b > 1", "> 1", "(a > 1)"])
def test_what_is_not_everyday_is_left_to_the_tokens(text):
    assert _everyday(text) is None


# Most of what is put together is no PromQL, in some runs too much of it for hypothesis.
@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.lists(PIECES, min_size=1, max_size=9).map("".join), st.sampled_from([" > 5", "<0.1", " >= 1e3", " == 0", ""]))
def test_both_readings_agree_on_promql(before, end):
    text = before + end
    try:
        promql_parser.parse(text)
    except ValueError:
        assume(False)
    found = _everyday(text)
    assert found is None or found == _careful(text), f"{text!r}: in one go {found}, by tokens {_careful(text)}"
