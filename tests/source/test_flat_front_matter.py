"""What is read without a parser of YAML is what the parser reads."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avionics.source.yaml import YamlError, parse
from avionics.source.yaml.flat import flat

WORDS = (
    "a",
    "no",
    "null",
    "1",
    "1e3",
    "0x1F",
    "2026-11-01",
    "é",
    "x.y",
    "(b)",
    "-",
    "+",
    "c-d",
    "~",
    "#",
    ": ",
    "|",
    "&",
)
LINES = st.lists(
    st.tuples(
        st.sampled_from(("a", "b", "title", "ü", "0", "x" * 1100, "", " c")),
        st.sampled_from((": ", ":", ":  ")),
        st.lists(st.sampled_from((*WORDS, ": ")), max_size=4).map(" ".join),
        st.sampled_from(("\n", "\n\n", " \n", "")),
    ).map("".join),
    max_size=4,
).map("".join)


@settings(max_examples=1000)
@given(LINES, st.sampled_from(("", "\n", "\n\n")))
def test_what_is_simple_is_read_as_the_parser_reads_it(lines, before):
    read = flat(before + lines)
    if read is not None:
        assert read == parse(before + lines)


def test_the_front_matter_of_a_page_is_simple():
    fields = {
        "apiVersion": "avionics/v1",
        "kind": "Playbook",
        "title": "Queue stuck (P)",
        "service": "checkout",
        "reviewed": "2026-11-01",
    }
    front = "".join(f"{key}: {value}\n" for key, value in fields.items())
    assert flat(f"\n{front}") == (fields, 2), "front matter begins on the second line of its file"


@pytest.mark.parametrize(
    "text", ["", "a: 1", "a: 'b'\n", "a: b # c\n", "a: [b]\n", "a: {b: c}\n", "a:\n  b: c\n", "a: *b\n"]
)
def test_what_is_not_simple_is_left_to_the_parser(text):
    assert flat(text) is None


def test_a_key_that_stands_twice_is_left_to_the_parser():
    assert flat("a: b\na: c\n") is None
    with pytest.raises(YamlError, match="written twice"):
        parse("a: b\na: c\n")
