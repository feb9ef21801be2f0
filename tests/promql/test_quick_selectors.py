"""The quick reading of selectors says what the careful one says, wherever it says anything."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, product
from random import Random

import promql_parser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from avionics.promql.text.quick import quick
from avionics.promql.text.tokens import TokenError, careful

PIECES = (
    "sum", " by ", "(a)", "(", ")", "x", '{a="b"}', "{}", '{a="b",}', " and ", "or", "offset 5m", "[5m]", "rate", "5",
    "+", " > ", "bool", "on", "group_left", ",", "up", "\"s\"", "by", "without(b)", "1e3", "@", "-", "start()", "inf",
    '{__name__="y"}', "{a=~\"x|y\", c!='d' }", "[1h:5m]", "a:b:c", "ignoring (z)", "# note\n", "$__rate_interval",
    "atan2",
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        'max by (queue) (age_seconds{job="checkout"})',
        'sum(rate(x{a="b"}[5m])) by (a) / ignoring (b) sum(rate(y[5m]))',
        'min by (i) (a{m="/"} / b{m="/"}) < 0.1',
        'a:b:c{region=~"eu|us",} and on (region) up',
        "sum(rate(jobs_total[$__rate_interval]))",
    ],
)
def test_everyday_expressions_are_read_quickly(text):
    assert quick(text) == careful(text)


def test_quick_and_careful_agree_on_every_promql_of_three_pieces():
    every = chain.from_iterable(product(PIECES, repeat=length) for length in (1, 2, 3))
    assert agreed(every) > 4000, "or the quick reading says next to nothing"


@given(st.integers(0, 2**32))
def test_quick_and_careful_agree_on_longer_promql(seed):
    """A thousand texts at once, since of a hundred about five are PromQL."""
    random = Random(seed)
    agreed(random.choices(PIECES, k=random.randint(4, 9)) for _ in range(1000))


def agreed(texts: Iterable[Iterable[str]]) -> int:
    """How many of these texts, those that are PromQL, were read quickly: each just as carefully."""
    count = 0
    for pieces in texts:
        text = "".join(pieces)
        try:
            promql_parser.parse(text.replace("$__rate_interval", "5m"))
            expected = careful(text)
        except (ValueError, TokenError):
            continue
        found = quick(text)
        assert found is None or found == expected, f"{text!r}: quick {found}, careful {expected}"
        count += found is not None
    return count


@pytest.mark.parametrize(
    "text",
    [
        'x{ a = "b" , c != "d" }',
        'x{a="b" , }',
        'x{a="b",c="d",}',
        "x {a='b'\n,\tc='d'\n}",
        "x{}",
    ],
)
def test_blanks_between_matchers(text):
    found = quick(text)
    assert found is not None
    assert found == careful(text)


@pytest.mark.parametrize(
    "text",
    ["x{{a='b'{}", "x{{a='b',{}", "x{{{}", "x{{a{}", "x{{a={}", "x{{a='b'{0},{0}c='d'{0}", "x{}y{{"],
)
def test_blanks_that_end_in_nothing_are_read_at_once(text):
    """300,000 blanks: the square of it takes minutes."""
    assert quick(text.format(" " * 300_000)) is None
