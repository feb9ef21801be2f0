"""Patterns of matchers: read here, held against Python's own engine on patterns that are ours."""

from __future__ import annotations

import re
from itertools import islice

import pytest

from avionics.promql.patterns.automaton import automaton
from avionics.promql.patterns.matchers import Matcher, matchers
from avionics.promql.patterns.reader import read
from avionics.promql.patterns.regex import RegexError
from steps import steps

PATTERNS = [
    "5..", "approved|declined", "blackbox-.+", "e(th|n).+", "/|/var/lib/containerd", r"1(\.0)?", "[^a-c]x?", "a{2,3}",
    ".*", "", "(?:a|bc)+d", r"\d+\w", "a+?b??", "[a-z0-9-]{1,5}", "^anchored$",
    "ab*c", "ab?|x", r"a\.b", "ab{0}", "aa+", "(?:ab)?a",
]  # fmt: skip
TEXTS = [
    "500",
    "5",
    "approved",
    "blackbox-x",
    "eth0",
    "en",
    "/",
    "1.0",
    "1",
    "dx",
    "a",
    "aa",
    "aaa",
    "bcad",
    "7z",
    "anchored",
    "ac",
    "abbc",
    "ab",
    "a.b",
    "aba",
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_matches_as_an_anchored_pattern_does(pattern):
    for text in TEXTS:
        assert automaton(pattern).matches(text) is bool(re.fullmatch(pattern, text)), text


@pytest.mark.parametrize("pattern", PATTERNS)
def test_examples_match(pattern):
    examples = list(islice(read(pattern).examples(), 8))
    assert examples
    assert all(re.fullmatch(pattern, example) for example in examples), examples


@pytest.mark.parametrize(
    "pattern",
    [
        "(?i)x",
        "(?P<a>x)",
        r"\bx",
        "[[:alpha:]]",
        "a)",
        "(a",
        "*a",
        "a{2",
        "a**",
        "a{2}{3}",
        "a+?*",
        "a{²}",
        "[z-a]",
        r"[a-\d]",
        "(a{50}){50}",
        "(" * 30,
        "[!-\U0010fffd]",
        "[0-~]" * 99,
        "[\U0010fffd-!][!-\U0010fffd]",
    ],
)
def test_what_is_not_read_is_refused(pattern):
    with pytest.raises(RegexError):
        read(pattern)


def test_a_pattern_made_to_keep_an_engine_busy_does_not():
    assert not automaton("(a*)*(a|aa)+b").matches("a" * 3000)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("(|)" * 60 + "b", "a" * 300),
        ("(" * 8 + "a*" + ")*" * 8 + "b", "a" * 1000),
        ("(a?){60}a{3}", "a" * 60),
        ("(a{0,14}){0,14}b", "a" * 100),
    ],
)
def test_what_a_pattern_is_repeated_for_is_tried_once(pattern, text):
    """As many steps as the pattern has parts, for each character of the text."""
    assert steps(lambda: automaton(pattern).matches(text), 1_000_000) > len(text)


@pytest.mark.parametrize(
    ("pattern", "text"), [("(" + "a" * 5_000 + "){2}", "a"), ("a?" * 2_000, "a" * 2_000), ("()" * 6_000, "")]
)
def test_what_takes_long_is_not_tried(pattern, text):
    with pytest.raises(RegexError, match="more than"):
        automaton(pattern).matches(text)


def test_matchers_of_a_selector():
    found = matchers('x{a="1",b!="2\\"",c=~"3|4",d!~\'5\'}')
    assert found == (
        Matcher("a", "=", "1"),
        Matcher("b", "!=", '2"'),
        Matcher("c", "=~", "3|4"),
        Matcher("d", "!~", "5"),
    )
    assert [found[2].matches(value) for value in ("3", "34", "")] == [True, False, False]
    assert [found[3].matches(value) for value in ("5", "")] == [False, True]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r'"\u00e9"', "é"),
        (r'"\xc3\xa9\303\251"', "éé"),
        (r'"\x41\101\U0001F600\a\v\\\""', 'AA😀\a\v\\"'),
        (r"'\''", "'"),
        (r'"\xff"', "\N{REPLACEMENT CHARACTER}"),
        (r'"\ud800"', r"\ud800"),  # refused by promql-syntax, as the next two are
        (r'"\777"', r"\777"),
        (r'"\UFFFFFFFF"', r"\UFFFFFFFF"),
        (r"`\u00e9\n`", r"\u00e9\n"),
        ('"é"', "é"),
    ],
)
def test_strings_are_those_of_go(written, text):
    assert matchers(f"x{{a={written}}}")[0].text == text
