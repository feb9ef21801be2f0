"""Our builder against PyYAML's loaders: the same data, or a refusal with a place."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest
import yaml as reference
from hypothesis import given, settings
from hypothesis import strategies as st

from avionics.source import yaml
from tools import ROOT

SPECS = [path.read_text() for path in sorted(Path(ROOT).glob("*/checkout.yaml"))]
LATER = re.compile(r"[-+]?[0-9]+[eE][-+]?[0-9]+|0o[0-7]+")
"""Numbers to YAML 1.2 and texts to 1.1, so that PyYAML writes these texts without quotes."""
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\ufeff\x85\u2028\u2029"), max_size=30).filter(
    lambda text: not LATER.fullmatch(text)
)
DATA = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


class Dumper(reference.SafeDumper):
    """Writes equal objects twice instead of naming them."""

    def ignore_aliases(self, data):
        return True


@settings(max_examples=200)
@given(
    data=DATA,
    flow=st.sampled_from([None, True, False]),
    width=st.integers(10, 120),
    indent=st.integers(2, 6),
    unicode=st.booleans(),
)
def test_what_was_written_is_read(data, flow, width, indent, unicode):
    text = reference.dump(
        data, Dumper=Dumper, default_flow_style=flow, width=width, indent=indent, allow_unicode=unicode
    )
    assert yaml.parse(text)[0] == data


MUTATIONS = st.lists(
    st.tuples(st.integers(0, 10**6), st.integers(0, 3), st.text("ab:-[]{}&*!|>'\"#%@`, \n\t0.é\\<?~", max_size=4)),
    min_size=1,
    max_size=6,
)


def mutated(text: str, mutations) -> str:
    for position, removed, added in mutations:
        at = position % (len(text) + 1)
        text = text[:at] + added + text[at + removed :]
    return text


def elsewhere(text: str):
    """What PyYAML's loader of texts makes of it; the class of its error when it refuses."""
    try:
        return reference.load(text, Loader=reference.CBaseLoader)
    except reference.YAMLError:
        return reference.YAMLError


def here(text: str):
    """What ours makes of it, scalars left as written; its refusal."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml, "scalar", lambda written: written)
        try:
            return yaml.parse(text)
        except yaml.YamlError as error:
            return error


OUR_OWN = ("is written twice", "not allowed", "second document", "must be text", "merge keys")


@settings(max_examples=400)
@given(text=st.sampled_from(SPECS), mutations=MUTATIONS)
def test_a_mutated_spec_reads_as_elsewhere_or_is_refused_with_a_place(text, mutations):
    text = mutated(text, mutations)
    expected, found = elsewhere(text), here(text)
    lines = text.split("\n")
    if isinstance(found, yaml.YamlError):
        assert 1 <= found.line <= len(lines)
        assert 1 <= found.column <= len(lines[found.line - 1]) + 1
        assert expected is reference.YAMLError or any(words in found.message for words in OUR_OWN)
    else:
        data, line = found
        assert data == expected or (data is None and expected in (None, ""))
        assert 1 <= line <= len(lines)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"), ("on", "on"), ("Yes", "Yes"), ("true", True), ("FALSE", False), ("~", None), ("", None),
        ("010", 10), ("0o10", 8), ("0x1F", 31), ("1:30", "1:30"), ("1_000", "1_000"), ("1e3", 1000.0), ("-.5", -0.5),
        ("+7", 7), ("2024-01-01", "2024-01-01"), ("=", "="), (".inf", ".inf"), ("1e999", "1e999"), ("-", "-"),
        (".", "."), ("99.90", 99.9), ("99999999999999999999", 1e20), ("null", None), ("nUll", "nUll"),
        ("0x7fffffffffffffff", 2**63 - 1), ("0xffffffffffffffffffff", float(2**80 - 1)), ("0o1" + "0" * 21, 2.0**63),
        ("0x1" + "0" * 300, "0x1" + "0" * 300), ("-9999999999999999999", -1e19),
    ],
)  # fmt: skip
def test_scalars_follow_the_core_schema(written, value):
    found = yaml.scalar(written)
    assert found == value
    assert type(found) is type(value)


@given(st.from_regex(r"[-+]?[0-9a-fox_.eE+:-]{1,25}", fullmatch=True))
def test_numbers_are_finite(written):
    found = yaml.scalar(written)
    assert not isinstance(found, float) or math.isfinite(found)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_depth_does_not_crash(opening):
    with pytest.raises(yaml.YamlError):
        yaml.parse(opening * 100_000)


def test_many_values_are_refused():
    with pytest.raises(yaml.YamlError, match="more than 200,000 values"):
        yaml.parse("\n".join("-" for _ in range(yaml.MAX_NODES + 1)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("*x : 1", r"aliases \('\*x'\) are not allowed"),
        ("a: {*x : 1}", r"aliases \('\*x'\) are not allowed"),
        ("? [a]\n: 1", "a key must be text"),
    ],
)
def test_a_key_is_text(text, said):
    with pytest.raises(yaml.YamlError, match=said):
        yaml.parse(text)


def test_the_place_is_where_editors_count_it():
    """YAML ends lines at more characters than editors do."""
    with pytest.raises(yaml.YamlError) as caught:
        yaml.parse('a: "x\u2028y"\nb: 1\nb: 2\n')
    assert (caught.value.line, caught.value.column, caught.value.first) == (3, 1, (2, 1))


def test_without_libyaml_the_pure_parser_reads_the_same(monkeypatch):
    expected = [yaml.parse(text) for text in SPECS]
    monkeypatch.setattr(reference, "__with_libyaml__", False)
    assert [yaml.parse(text) for text in SPECS] == expected
    with pytest.raises(yaml.YamlError, match=r"U\+0007"):
        yaml.parse("a: \x07")
    with pytest.raises(yaml.YamlError, match="tab"):
        yaml.parse("a:\n\tb: 1\n")
