"""Rison: what Kibana reads is what was meant."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avionics.links import rison, url
from links import kibana_reader

TEXTS = st.text(st.characters(exclude_categories=("Cs",))) | st.sampled_from(
    ["", "!", "'", "!'", "1", "-1", "01", "1e3", "!t", "(", ")", "a,b", "a:b", "@timestamp", "$state", " ", "{{ x }}"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_what_is_encoded_is_read_back(value):
    assert kibana_reader.rison(rison.encode(value)) == value


@given(VALUES)
def test_brackets_balance_and_nothing_ends_the_address(value):
    encoded = rison.encode(value)
    assert re.fullmatch(r"(?:[A-Za-z0-9._~!(),:-]|%[0-9A-F]{2})*", encoded)
    assert encoded.count("(") == encoded.count(")")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        # The examples of the notation's own page, percent-decoded.
        ({"a": 0, "b": "foo", "c": "23skidoo"}, "(a:0,b:foo,c:'23skidoo')"),
        ([1, 10, -3], "!(1,10,-3)"),
        ([True, False, None], "!(!t,!f,!n)"),
        ("can't", "'can!'t'"),
        ("wow!", "'wow!!'"),
        ("0a", "'0a'"),
        ("-h", "'-h'"),
        ("a-c", "a-c"),
        ({}, "()"),
        ([], "!()"),
        ("", "''"),
        ({"$state": {"store": "globalState"}}, "('$state':(store:globalState))"),
    ],
)
def test_the_notation(value, expected):
    assert url.decode(rison.encode(value)) == expected
    assert kibana_reader.rison(expected) == value


def test_a_template_is_one_sign_of_its_text():
    template = url.label("region", rison.ESCAPE)
    value = rison.Filled((("it's ", template), (" (x)", "")))
    assert url.TEMPLATE.sub("", rison.encode(value)) == "%27it%21%27s%20%20%28x%29%27"
    assert kibana_reader.rison(rison.encode(value)) == f"it's {template} (x)"
