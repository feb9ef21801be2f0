"""Patterns with a text in common: told apart as Python's own engine tells them, over every short text."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avionics.promql.overlap import overlap
from avionics.promql.regex import RegexError
from steps import steps

TEXTS = ["".join(letters) for length in range(7) for letters in product("ab", repeat=length)]
PATTERNS = st.recursive(
    st.sampled_from(["a", "b", ".", "[ab]", "[^a]", ""]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,2}"])).map(lambda pair: f"({pair[0]}){pair[1]}"),
    ),
    max_leaves=5,
)


@pytest.mark.parametrize(
    ("one", "other", "common"),
    [
        ("5..", "2..", False),
        ("5..", "50[0-9]", True),
        ("5..", "5.", False),
        ("GET|HEAD", "POST|PUT", False),
        ("GET|HEAD", "HEAD|PUT", True),
        ("a.*", ".*b", True),
        ("checkout-(api|web)|ledger-(api|web)", "checkout|ledger|mailer-(api|web)", False),  # however long they are
        (r"\s", "\t", True),
        (r"[+-\]]", "]", True),
        ("a+?b", "aab", True),
        ("(a*)*b", "a*c", False),
        ("", "a*", True),
        ("[^a]", "a", False),
        ("[^a]", "[^b]", True),
        ("(aaa)+", "(aaaa)+", True),
        ("(aaa)+", "(aaa)*a", False),
        ("a(a)*", "aaa((a){2}){2}", True),
    ],
)
def test_patterns_people_write(one, other, common):
    assert overlap(one, other) is overlap(other, one) is common


@settings(deadline=None, max_examples=200)
@given(PATTERNS, PATTERNS)
def test_as_over_every_short_text(one, other):
    """Patterns so small that, if they have a text in common, they have a short one, unless a part is repeated."""
    common = any(re.fullmatch(one, text) and re.fullmatch(other, text) for text in TEXTS)
    assert overlap(one, other) or not common, f"{one} and {other} have a text in common"
    longer = not set(one + other).isdisjoint(".^*+{")  # (aaa)+ and (aaaa)+ have twelve letters in common
    assert common or longer or not overlap(one, other), f"{one} and {other} have none"


def test_what_is_not_read_is_refused():
    with pytest.raises(RegexError):
        overlap("(?i)a", "b")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("(a?){100}b", "(a*)*c"),
        ("|".join(f"a{n}" for n in range(1_000)), "|".join(f"b{n}" for n in range(1_000))),
        ("[Ā-ࠀ]*", "b*c"),
        ("(|)" * 26 + "x", "y"),
        ("(|)" * 1_000 + "x", "(|)" * 1_000 + "y"),
        ("(a?|b?)" * 200 + "x", "(b?|a?)" * 200 + "y"),
        ("(a?b?c?d?){15}x", "(a?b?c?d?){15}y"),
        ("((|){14}){14}x", "((|){14}){14}y"),
        ("(" * 8 + "a*" + "|)*" * 8 + "x", "(" * 8 + "a*" + "|)*" * 8 + "y"),
        ("(" + "a?|" * 900 + ")*x", "(" + "a?|" * 900 + ")*y"),
        ("()" * 4_900 + "x", "()" * 4_900 + "y"),
        ("a*" * 300 + "b", "a*" * 300 + "c"),
        ("a*" * 30 + "b", "a*" * 30 + "c"),
        ("(a{0,14}){0,14}b", "(a{0,14}){0,14}c"),
        ("((((((a*)*)*)*)*)*)*b", "((((((a+)+)+)+)+)+)+c"),
    ],
)
def test_hostile_patterns_take_no_time(one, other):
    """A second has some ten million steps; two patterns that people write take some hundred."""
    overlap.cache_clear()
    taken = steps(lambda: overlap(one, other), 500_000)
    assert taken > 100, "nothing was counted"
