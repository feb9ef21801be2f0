"""Edits of PromQL keep the user's text, and reach every selector once."""

from __future__ import annotations

import promql_parser
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from avionics.promql.meaning.compare import condition
from avionics.promql.syntax import grammar
from avionics.promql.syntax.parse import parse, walk
from avionics.promql.text.duration import milliseconds, text
from avionics.promql.text.edit import equal, single, with_matchers
from avionics.promql.text.number import number
from avionics.promql.text.quote import quote
from avionics.promql.text.tokens import tokens
from promql.expressions import vector

ADDED = equal((("zone", "a\"b\\c\n{}'`"),))


def asked(text: str):
    """The name and matchers of each selector, as the parser reads them."""
    found = (node for node in walk(promql_parser.parse(text)) if type(node).__name__ == "VectorSelector")
    return sorted(
        (node.name or "", sorted((m.name, str(m.op), m.value) for m in node.matchers.matchers)) for node in found
    )


def valid(rnd) -> str:
    expression = vector(rnd)
    try:
        promql_parser.parse(expression)
    except ValueError:
        assume(False)
    return expression


@settings(max_examples=500)
@given(st.randoms(use_true_random=False))
def test_each_selector_gets_the_matcher_once_and_the_text_stays(rnd):
    expression = valid(rnd)
    ((_, matcher),) = ADDED
    edited = with_matchers(expression, ADDED)
    zone = ("zone", "MatchOp.Equal", "a\"b\\c\n{}'`")
    assert asked(edited) == sorted((name, sorted([*matchers, zone])) for name, matchers in asked(expression))
    for added in (f"{{zone{matcher}}}", f",zone{matcher}", f"zone{matcher}"):
        edited = edited.replace(added, "")
    assert edited.replace("{}", "") == expression.replace("{}", "")


@settings(max_examples=500)
@given(st.randoms(use_true_random=False))
def test_what_the_parser_accepts_is_never_called_a_fault(rnd):
    expression = valid(rnd)
    parse(expression)
    begin, end = grammar.parts(tokens(expression))[-1]
    assert expression[:begin].strip() == ""
    assert promql_parser.parse(expression[begin:end]) is not None


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from("\n\t\r\\\"'`{}")))
def test_quoted_text_is_read_back(value):
    assert promql_parser.parse(quote(value)).val == value
    (matcher,) = promql_parser.parse(f"up{{a={quote(value)}}}").matchers.matchers
    assert matcher.value == value


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("up", "up{§}"),
        ("up{}", "up{§}"),
        ("up{a='b'}", "up{a='b',§}"),
        ("up{ a='b' , }", "up{ a='b' ,§, }"),
        ("{a='b'}[5m]", "{a='b',§}[5m]"),
        ("SUM BY (a) (rate(x[5m:1m]))", "SUM BY (a) (rate(x{§}[5m:1m]))"),
        ("a * ON (x) GROUP_LEFT (y) b", "a{§} * ON (x) GROUP_LEFT (y) b{§}"),
        ("x > bool y", "x{§} > bool y{§}"),
        ("x offset 5m @ end()", "x{§} offset 5m @ end()"),
        ("sum(by) by (by)", "sum(by{§}) by (by)"),
        ("count(x # {y}\n) > Inf", "count(x{§} # {y}\n) > Inf"),
        ('label_replace(x, "a", "$1", "b", "c{d}")', 'label_replace(x{§}, "a", "$1", "b", "c{d}")'),
        ('rate(x{a=~"$b"}[$__rate_interval])', 'rate(x{a=~"$b",§}[$__rate_interval])'),
    ],
)
def test_by_hand(before, after):
    assert with_matchers(before, (("e", '="P"'),)) == after.replace("§", 'e="P"')


@pytest.mark.parametrize(
    ("text_", "is_one"),
    [
        ("up", True),
        (' up{a="b"} ', True),
        ("rate(up[5m])", False),
        ("up[5m]", False),
        ("a + b", False),
        ("1", False),
        ("", False),
    ],
)
def test_single(text_, is_one):
    assert (single(text_) is not None) == is_one


@pytest.mark.parametrize(
    ("text_", "expected"),
    [
        ("x > 600", ("x", ">", 600)),
        ("x{a='>'} <= -1.5", ("x{a='>'}", "<=", -1.5)),
        ("sum(a > 5) > 1e3", ("sum(a > 5)", ">", 1000)),
        ("x > bool 5", None),
        ("a > 1 and b > 2", None),
        ("a > 1 > 2", None),
        ("a", None),
        ("5", None),
        ("a > 5m", None),
        ("a ~ 5", None),
    ],
)
def test_conditions(text_, expected):
    found = condition(text_)
    assert (found and (found.left, found.operator, found.value)) == expected


@given(st.integers(1, 10**7))
def test_durations_are_read_as_written(length):
    assert milliseconds(text(length)) == length * 1000


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_have_no_exponent_and_lose_nothing(value):
    assert float(number(value)) == value
    assert "e" not in number(value)
