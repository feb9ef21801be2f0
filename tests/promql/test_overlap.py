"""Patterns with a text in common: told apart as Python's own engine tells them, over every short text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, product
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avionics.promql.patterns.overlap import overlap
from avionics.promql.patterns.regex import RegexError
from steps import steps

LONGEST = 8
TEXTS = ["".join(letters) for length in range(LONGEST + 1) for letters in product("abc", repeat=length)]


@dataclass(frozen=True)
class Pattern:
    """A pattern, how many letters it is written with (each as often as it is repeated), and how many it takes at most.

    An automaton has one state more than letters: two with a text in common have one shorter than their pairs of states.
    """

    text: str
    letters: int
    longest: float

    def __str__(self) -> str:
        return self.text


def sequence(parts: list[Pattern]) -> Pattern:
    return Pattern("".join(map(str, parts)), sum(each.letters for each in parts), sum(each.longest for each in parts))


def choice(parts: list[Pattern]) -> Pattern:
    return Pattern(
        f"({'|'.join(map(str, parts))})", sum(each.letters for each in parts), max(each.longest for each in parts)
    )


REPEATS = {"*": (1, inf), "+": (2, inf), "?": (1, 1), "{2}": (2, 2), "{1,2}": (2, 2)}
"""How often a repeat writes what is repeated, and how often it takes it."""


def repeat(part: Pattern, how: str) -> Pattern:
    often, most = REPEATS[how]
    return Pattern(f"({part}){how}", part.letters * often, part.longest * most if part.longest else 0)


PATTERNS = st.recursive(
    st.sampled_from(["a", "b", ".", "[ab]", "[^a]", ""]).map(lambda text: Pattern(text, bool(text), bool(text))),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(sequence),
        st.lists(inner, min_size=2, max_size=3).map(choice),
        st.builds(repeat, inner, st.sampled_from(list(REPEATS))),
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


@settings(max_examples=200)
@given(PATTERNS, PATTERNS)
def test_as_over_every_short_text(one, other):
    """Where one takes short texts alone, or both are so small that a text in common is short, there is no other."""
    takes, takes_too = (re.compile(each.text).fullmatch for each in (one, other))
    common = list(islice(filter(takes_too, filter(takes, TEXTS)), 1))
    found = overlap(one.text, other.text)
    assert found or not common, f"{one} and {other} have {common} in common"
    pairs = (one.letters + 1) * (other.letters + 1)
    if min(one.longest, other.longest, pairs - 1) <= LONGEST:
        assert common or not found, f"{one} and {other} have none"


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
