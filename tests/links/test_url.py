"""The percent encoder and its inverse, and the templates that stand in an address."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avionics.links import url

TEXTS = st.text(st.characters(exclude_categories=("Cs",)))


@given(TEXTS)
def test_encoded_text_cannot_leave_its_part(text):
    assert re.fullmatch(r"(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})*", url.encode(text))
    assert unquote(url.encode(text)) == text == url.decode(url.encode(text))


@given(st.lists(st.tuples(TEXTS.filter(bool), TEXTS)))
def test_parameters_are_read_as_browsers_read_them(pairs):
    query = "&".join(f"{url.encode(name)}={url.encode(value)}" for name, value in pairs)
    assert list(url.parameters(query)) == pairs == parse_qsl(query, keep_blank_values=True)


def test_a_lone_surrogate_does_not_stop_a_run():
    assert url.encode("a\ud800b") == "a%3Fb"


def test_templates_survive():
    template = url.label("region")
    assert template == "{{ $labels.region | urlquery }}"
    assert url.decode(f"a%20{template}+b") == f"a {template} b"
    assert url.parameters(f"x={template}&y=%7B%7B1%7D%7D") == (("x", template), ("y", "{{1}}"))


@pytest.mark.parametrize("name", ["", "a-b", "a b", "1a", "a}}", "a\n", "é"])
def test_only_labels_have_templates(name):
    with pytest.raises(ValueError, match="is not the name of a label"):
        url.label(name)


def test_an_address_is_taken_apart():
    address = url.split("https://g.example:3000/base/d/x?a=1&b=%26#/view?c=2")
    assert address == url.Address("https://g.example:3000", "/base/d/x", (("a", "1"), ("b", "&")))


@pytest.mark.parametrize("text", ["", "/d/x", "javascript://x", "https://", "https:/x"])
def test_only_absolute_addresses_are(text):
    with pytest.raises(ValueError, match="absolute"):
        url.split(text)
