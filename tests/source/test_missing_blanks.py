"""A colon or a dash without a blank behind it makes no key or item: YAML's complaint stands somewhere below."""

from __future__ import annotations

import re

import pytest
import yaml as reference

from avionics.source import yaml

COLON = "no blank stands after the colon of"
DASH = "no blank stands after the '-' before"


@pytest.mark.parametrize(
    ("text", "place", "message", "help_"),
    [
        ("slos:\n- name: a\n  objective:99.9\n  window: 30d\n", (3, 13), COLON, "write 'objective: 99.9'"),
        ("slos:\n- name: a\n  objective:99.9\n", (3, 13), COLON, "write 'objective: 99.9'"),
        ("slos:\n- name: a\n  objective:99.9 # much\n\n  by: []\n", (3, 13), COLON, "write 'objective: 99.9'"),
        ("slos:\n- name: a\n  objective:\xa099.9\n  window: 30d\n", (3, 13), "U+00A0", "write 'objective: 99.9'"),
        ("slos:\n- name: a\n  objective:\u3000 99.9\n  window: 30d\n", (3, 13), "U+3000", "write 'objective: 99.9'"),
        ("sli:\xa0\n  probe: up\n", (1, 5), "U+00A0", "write 'sli:'"),
        ("slos:\n- name:a\n  objective: 99.9\n", (2, 8), COLON, "write 'name: a'"),
        ("# a modeline\nname:checkout\nkind: Service\n", (2, 6), COLON, "write 'name: checkout'"),
        ("spec:\n  name:checkout\n  kind: Service\n", (2, 8), COLON, "write 'name: checkout'"),
        ("slos:\n-name: a\n  objective: 99.9\n", (2, 1), DASH, "write '- name: ...'"),
        ("slos:\n  -name: a\n\n    objective: 99.9\n", (2, 3), DASH, "write '- name: ...'"),
    ],
)
@pytest.mark.parametrize("libyaml", [True, False])
def test_the_place_is_where_the_blank_is_missing(monkeypatch, libyaml, text, place, message, help_):
    monkeypatch.setattr(reference, "__with_libyaml__", libyaml)
    with pytest.raises(yaml.YamlError) as caught:
        yaml.parse(text)
    assert (caught.value.line, caught.value.column) == place
    assert message in caught.value.message
    assert caught.value.help == help_


@pytest.mark.parametrize(
    ("text", "place", "sign"),
    [
        ("slos:\n- name: a\n\xa0 objective: 99.9\n  by: []\n", (3, 1), "U+00A0"),
        ("slos:\n- name: a\n \u3000objective: 99.9\n", (3, 2), "U+3000"),
        ("slos:\n- name: a\n\u200b  objective: 99.9\n  by: []\n", (3, 1), "U+200B"),
    ],
)
def test_an_indentation_that_only_looks_like_one_is_told(text, place, sign):
    """Copied from a web page: nobody sees it, and YAML complains of the line after it."""
    with pytest.raises(
        yaml.YamlError, match=rf"{re.escape(sign)}, which is no blank to YAML, is used for ind"
    ) as caught:
        yaml.parse(text)
    assert (caught.value.line, caught.value.column) == place
    assert caught.value.help == "indent with spaces"


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: 1\nname\nb: 2\n", 2), ("a: 1\nhttps://example.org\nb: 2\n", 2), ("a: 1\nbcd\n", 2)],
    ids=["a word", "an address", "the last line"],
)
def test_a_line_without_a_key_is_told_where_it_stands(text, line):
    with pytest.raises(yaml.YamlError, match="could not find expected ':'") as caught:
        yaml.parse(text)
    assert (caught.value.line, caught.value.column) == (line, 1)


@pytest.mark.parametrize(
    ("text", "column", "help_"),
    [
        ("slos:\n- name: a\n   objective: 99.9\n", 4, "begin it in column 3, below 'name'"),
        ("kind: x\nname: 'x'\n tier: 1\n", 2, "begin it in column 1, below 'name'"),
        ("kind: x\nname: {a: 1}\n  tier: 1\n", 3, "begin it in column 1, below 'name'"),
    ],
    ids=["a text", "a text in quotes", "brackets"],
)
def test_a_key_that_stands_too_far_right_is_told_where_to_begin(text, column, help_):
    """YAML reads on in the text above it, or misses a key: it said neither what stands wrong nor where it belongs."""
    with pytest.raises(yaml.YamlError, match="stands further right than 'name', which has its value") as caught:
        yaml.parse(text)
    assert (caught.value.line, caught.value.column, caught.value.help) == (3, column, help_)


def test_a_second_colon_in_a_line_is_told_as_that():
    with pytest.raises(yaml.YamlError, match="a text that holds ': ' must be in quotes") as caught:
        yaml.parse("kind: Team\ntitle: Shop: the store\n")
    assert (caught.value.line, caught.value.column, caught.value.help) == (2, 12, "put the value in quotes")


@pytest.mark.parametrize(
    ("text", "column", "message", "help_"),
    [
        (
            "alerts:\n- name: A\n  expr: |\n  up == 0\n",
            3,
            "no further right than its key",
            "indent it by two blanks more",
        ),
        ("a:\n- name: A\n  expr: >-\n  up == 0\n  for: 5m\n", 3, "than its key", "indent it by two blanks more"),
        ("a:\n- name: A\n  by:\n  -instance\n  for: 5m\n", 3, "no blank stands after the '-'", "write '- instance'"),
        ("a:\n- name: A\n  by: []\n  // why\n  for: 5m\n", 3, "'//' begins no comment", "a comment begins with '#'"),
        ("a:\n- name: A\n  by: []\n  for = 5m # or\n  c: d\n", 7, "'=' stands where", "write 'for: 5m'"),
    ],
)
def test_a_line_that_is_no_pair_is_told_what_it_was_meant_for(text, column, message, help_):
    with pytest.raises(yaml.YamlError, match=message) as caught:
        yaml.parse(text)
    assert (caught.value.line, caught.value.column, caught.value.help) == (4, column, help_)


def test_an_item_behind_its_key_is_told_how_a_list_is_written():
    with pytest.raises(yaml.YamlError) as caught:
        yaml.parse("by: - instance\n")
    assert caught.value.help == "write [one, two], or each '- ' on a line of its own"


@pytest.mark.parametrize("text", ["impact: *Apps fail\n", "impact: &Apps fail\n", "impact: & so on\n"])
def test_a_text_that_begins_with_a_sign_of_yaml_is_told_to_be_put_in_quotes(text):
    with pytest.raises(yaml.YamlError) as caught:
        yaml.parse(text)
    assert "in quotes" in caught.value.help


@pytest.mark.parametrize("bracket", ["{", "["])
def test_json_that_was_pasted_below_its_key_is_told_where_to_begin(bracket):
    """Copied from Grafana it begins in the first column, where a key of the mapping around it would stand."""
    text = f'panels:\n- raw: Old\n  json:\n{bracket}\n  "type": "stat"\n'
    with pytest.raises(yaml.YamlError, match="stands no further right than its key") as caught:
        yaml.parse(text)
    assert (caught.value.line, caught.value.column) == (4, 1)
    assert caught.value.help == f"write it behind the key: 'key: {bracket}'"


@pytest.mark.parametrize(
    "text",
    ["a: see\n  foo:bar for more\n  b: 2\n", "a:\n- https://example.org\n  b: 2\n", "a:\n- 10:30\n  b: 2\n"],
    ids=["a text that goes on", "an address", "a time"],
)
def test_a_colon_within_a_text_is_not_to_blame(text):
    with pytest.raises(yaml.YamlError, match="mapping values are not allowed") as caught:
        yaml.parse(text)
    assert caught.value.line == 3
