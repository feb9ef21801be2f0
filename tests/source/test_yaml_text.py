"""What we write as YAML is read again as the same data, whatever the texts hold."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from avionics.source.yaml import parse
from avionics.source.yaml.yaml_text import Commented, mapping

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00\x85\u2028\u2029\ufeff"), max_size=40)
SCALARS = TEXT | st.booleans() | st.integers(-9999, 9999) | st.decimals(0, 100, places=3).map(float)
DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT.filter(bool), inner, max_size=4),
    max_leaves=12,
)


def usable(data):
    """Lists in lists are nothing our specs hold."""
    if isinstance(data, dict):
        return all(usable(each) for each in data.values())
    return not isinstance(data, list) or all(not isinstance(each, list) and usable(each) for each in data)


@given(st.dictionaries(TEXT.filter(lambda key: key not in ("", "<<")), DATA.filter(usable), min_size=1, max_size=4))
@example({"a": "sum(x)\n/\nsum(y)"})
@example({"a": "on", "b": "1h", "c": ["1h", "a, b"], "d": " x", "e": "x # y", "f": "x: y", "g": "- x"})
@example({"a": [{"b": {}}], "c": [], "d": ""})
@example({"a": ["true", "null", "False"], "b": "true", "c": "null"})
def test_it_is_read_as_it_was(data):
    assert parse(mapping(data))[0] == data


def test_comments_and_notes_change_nothing():
    data = {"a": Commented("x", "why\nnot"), "b": [Commented({"c": 1}, notes=("look: here",))]}
    text = mapping(data)
    assert text == "a: x # why not\nb:\n# Look: look: here\n- c: 1\n"
    assert parse(text)[0] == {"a": "x", "b": [{"c": 1}]}
