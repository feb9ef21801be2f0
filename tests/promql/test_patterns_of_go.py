"""Patterns and strings are accepted as Prometheus accepts them: held against promtool, which has the last word."""

from __future__ import annotations

import json
import subprocess

import pytest

from avionics.promql.meaning.examined import examined
from avionics.promql.text.quote import quote
from tools import promtools

REFUSED = {
    "a**": "** repeats a repetition",
    "a+*": "+* repeats a repetition",
    "a*??": "*?? repeats a repetition",
    "(a|b)*{2}": "*{2} repeats a repetition",
    "a{2}{3}": "{2}{3} repeats a repetition",
    "a{1001}": "{1001} repeats more than 1,000 times",
    "a{100000}": "{100000} repeats more than 1,000 times",
    "a{200005}": "{200005} repeats more than 1,000 times",
    "(a{50}b){50}": "{50} and what it repeats are more than 1,000 times",
    "((a{11}){10}){10}": "{10} and what it repeats are more than 1,000 times",
    r"[\u0041]": r"\u is no escape that Prometheus knows",
    "(?P<n>a**)": "** repeats a repetition",
    r"\u0041": r"\u is no escape that Prometheus knows",
    "(?x)a": "(?x begins no group that Prometheus knows",
    "(?<name>a)": "(?<n begins no group that Prometheus knows",
    "a[^x[:alpa:]]": "[:alpa:] is no class that Prometheus knows",
    "[[:^digits:]]": "[:digits:] is no class that Prometheus knows",
}
ACCEPTED = [
    "a*", "a*?", "a{2}?", "a{1000}", "a+b*", "[*][+]", "[a**]", "[]**]", "[^]+*]x", r"\**", r"\*+", r"[\]**]", "(?i)a",
    "(?P<name>a)*", "(?:a*)*", "(?i:a)", "(?s-i:a)+", r"\x{41}{2}", r"\pL{2}", r"\p{Greek}+", "[[:alpha:]*+]", "a|b*|",
    r"\Aab\z", "a{,3}", "a{0001000}", "(a{10}){100}", "a{1000}b{1000}", "(a{50}|b{50}){20}", r"[\d\x41\n]",
    "[[:^alpha:]_]", r"\xe9",
]  # fmt: skip
NO_UTF8 = ['m{a=~"\\xff"}', "m{a!~'x\\377'}", 'm{a=~"\\xed\\xa0\\x80"}']
STRINGS = [
    'm{a=`c"d\\`}',
    "m{a=`\\`,b=`x\\\\`}",
    "m{a=~`\\d+`}",
    'm{a="`",b="\\\\"}',
    "m{a=`x\ny`}",
    'm{a=~"\\xc3\\xa9",b="\\xff"}',
]


def said_by_promtool(program, text, folder):
    rules = {"groups": [{"name": "g", "rules": [{"record": "r", "expr": text}]}]}
    (folder / "rules.yaml").write_text(json.dumps(rules))
    ran = subprocess.run([program, "check", "rules", "rules.yaml"], cwd=folder, capture_output=True, check=False)
    return ran.returncode == 0


def expression(pattern):
    return f"m{{a=~{quote(pattern)}}}"


@pytest.mark.parametrize("pattern", REFUSED)
def test_refused(pattern):
    """On the matcher that holds it, wherever it stands."""
    _, error = examined(f"x + {expression(pattern)}")
    assert error is not None
    assert error.message == f"the pattern cannot be read: {REFUSED[pattern]}"
    assert (error.offset, error.length) == (6, len(expression(pattern)) - 3)


@pytest.mark.parametrize("text", [*map(expression, ACCEPTED), *STRINGS])
def test_accepted(text):
    assert examined(text)[1] is None


@pytest.mark.parametrize("text", NO_UTF8)
def test_a_pattern_of_bytes_that_are_no_text_is_refused(text):
    """A text may be of any bytes, a pattern of Go's may not."""
    _, error = examined(text)
    assert error is not None
    assert error.message == "the pattern cannot be read: it is not UTF-8"


def test_what_is_excluded_is_a_text():
    assert examined('m{a="a**",b!="(?x)"}')[1] is None


def test_promtool_agrees(tmp_path):
    for program in promtools():
        for pattern in REFUSED:
            if pattern != "(?<name>a)":  # Go reads it from 1.22 on, and so do newer releases of Prometheus
                assert not said_by_promtool(program, expression(pattern), tmp_path), f"{program} reads {pattern}"
        for text in NO_UTF8:
            assert not said_by_promtool(program, text, tmp_path), f"{program} reads {text}"
        for text in (*map(expression, ACCEPTED), *STRINGS):
            assert said_by_promtool(program, text, tmp_path), f"{program} does not read {text}"
