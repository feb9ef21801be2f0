"""Places: the character that a span names is the one under the caret, in whatever style the text was written."""

from __future__ import annotations

import pytest
import yaml as reference
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from avionics.place import Where
from avionics.source import yaml
from avionics.source.locate import locate

MARK = "§"
PART = st.text(st.sampled_from("ab  \n'\"\\:#{}[]->|\té%"), max_size=25)


def at(text: str, place) -> str:
    return text.split("\n")[place.line - 1][place.column - 1 : place.column - 1 + place.length]


@settings(max_examples=500)
@given(
    before=PART,
    after=PART,
    style=st.sampled_from([None, "'", '"', "|", ">"]),
    width=st.integers(8, 60),
    indent=st.integers(2, 5),
)
def test_a_span_leads_to_its_characters(before, after, style, width, indent):
    value = before + MARK + after
    data = {"x": [{"expr": value, "z": "one"}], "y": "end"}
    text = reference.safe_dump(data, default_style=style, width=width, indent=indent, allow_unicode=True)
    assume(reference.safe_load(text) == data)  # PyYAML writes some folded texts so that it does not read them back
    assert yaml.parse(text)[0]["x"][0]["expr"] == value
    place = locate(text, Where("a.yaml").at("x", 0, "expr"), (len(before), 1))
    assert at(text, place) == MARK


@pytest.mark.parametrize(
    "text",
    [
        "expr: a § b\n",
        "expr: 'it''s § b'\n",
        'expr: "\\x41\\u00e9\\n\\"§\\""\n',
        'expr: "a\\\n  \\ b § c"\n',
        "expr:\n  a\n\n  b § c\n",
        "expr: |\n  a\n\n    § b\n",
        "expr: |2-  # comment\n    a\n  §\n\n",
        "expr: >\n  a\n  b\n\n\n  c\n    more\n  § d\n",
        "expr: >1+\n   a\n  § b\n\nz: 1\n",
        "# first\nz: {a: 1}\nexpr:   §\n",
    ],
)
def test_by_hand(text):
    offset = yaml.parse(text)[0]["expr"].index(MARK)
    assert at(text, locate(text, Where("a.yaml").at("expr"), (offset, 1))) == MARK


TEXT = """\
# modeline
name: checkout
slos:
- name: one
  sli: {ratio: {total: up, errors: "a b"}}
- name: two
"""


@pytest.mark.parametrize(
    ("route", "on_key", "expected", "line"),
    [
        ((), False, "name: checkout", 2),
        (("name",), False, "checkout", 2),
        (("name",), True, "name", 2),
        (("slos", 0, "sli"), False, '{ratio: {total: up, errors: "a b"}}', 5),
        (("slos", 0, "sli", "ratio", "errors"), False, '"a b"', 5),
        (("slos", 1, "name"), False, "two", 6),
        (("slos", 1, "objective"), False, "name: two", 6),
        (("slos", 7, "name"), True, "- name: one", 4),
    ],
)
def test_keys_values_and_the_nearest_node_above(route, on_key, expected, line):
    place = locate(TEXT, Where("a.yaml", route), on_key=on_key)
    assert (at(TEXT, place), place.line) == (expected, line)


def test_front_matter_counts_from_the_top_of_the_file():
    text = "---\nkind: Playbook\ntitle: Broken\n---\n# Text\ntitle: no\n"
    assert locate(text, Where("playbooks/a/b.md").at("title")).line == 3


def test_a_span_beyond_the_text_is_just_behind_it():
    text = "expr: sum(\n"
    place = locate(text, Where("a.yaml").at("expr"), (4, 1))
    assert (place.line, place.column) == (1, 11)


@settings(max_examples=200)
@given(
    text=st.text("ab:-[]{}&*!|>'\"#%@`, \n\t\\<?~", max_size=60),
    route=st.lists(st.integers(0, 2) | st.sampled_from("ab")),
)
def test_it_never_crashes(text, route):
    place = locate(text, Where("a.yaml", tuple(route)), (1, 2))
    assert 1 <= place.line <= text.count("\n") + 1


def test_hostile_depth_does_not_crash():
    assert locate("[" * 50_000, Where("a.yaml").at(0, 0)).line == 1
