"""The fast validator and the reference: the same verdict on mutants, the same words without the fast one."""

from __future__ import annotations

import copy
import json
import shutil
import sys
from pathlib import Path

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avionics.app.check import check
from avionics.report import text
from avionics.schema import validators, verdict
from avionics.source import documents
from avionics.source.document import Document
from avionics.source.files.tree import read
from tools import ROOT

OK, ERR = ROOT / "tests/specs/ok", ROOT / "tests/specs/err"
FILES = read(str(ROOT))[0][::7] + read(str(OK))[0]
DOCUMENTS = [document for document in map(documents.read, FILES) if isinstance(document, Document)]
KEYS = ["name", "expr", "sli", "above", "below", "stat", "patch", "environments", "9", "01", "x y", "ünï", ""]
WORDS = st.sampled_from(["", "no", "x", "a b", "P", "30d", "99", "Café", "\x07", "a" * 400, "http://x", "x.md#y"])
WORDS |= st.builds("{}{}".format, WORDS, st.sampled_from(["\n", "\n\n", "\r", "\u2028"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 101) | st.floats(-1, 101, allow_nan=False) | st.just(1e308) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=2),
    max_leaves=4,
)


def places(node):
    """Every container in a document."""
    if isinstance(node, dict | list):
        yield node
        for below in node.values() if isinstance(node, dict) else node:
            yield from places(below)


@st.composite
def mutants(draw):
    document = draw(st.sampled_from(DOCUMENTS))
    data = copy.deepcopy(document.data)
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.sampled_from(list(places(data))))
        known = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = draw(st.sampled_from([*known, *KEYS] if isinstance(place, dict) else [*known, None]))
        action = draw(st.sampled_from(["set", "remove", "repeat"]))
        if key is None or (action == "repeat" and isinstance(place, list)):
            place.append(copy.deepcopy(place[0]) if place and action == "repeat" else draw(VALUES))
        elif action == "remove" and key in known:
            del place[key]
        else:
            place[key] = draw(VALUES)
    return document.kind, data


def told(found):
    return sorted(
        json.dumps([one.keyword, one.expected, one.route, one.instance, one.on_key], sort_keys=True) for one in found
    )


@settings(max_examples=600)
@given(mutants())
def test_both_say_the_same_of_mutated_documents(mutant):
    kind, data = mutant
    schema = json.loads(validators.schema_text(kind))
    fast, slow = jsonschema_rs.Draft202012Validator(schema), validators.reference(schema)
    assert fast.is_valid(data) == slow.is_valid(data)
    if validators._unnamed(data):
        return  # the paths of the fast validator leave empty keys out, so that the reference is asked
    expected = [validators._from_reference(error, schema, data) for error in slow.iter_errors(data)]
    found = [validators._from_fast(error, schema, data) for error in fast.iter_errors(data)]
    assert told(found) == told(expected)
    assert {one.parent.get(one.keyword) == one.expected for one in found} <= {True}


@settings(max_examples=200)
@given(mutants())
def test_every_violation_has_words(mutant):
    kind, data = mutant
    found = verdict.findings(Document("x.yaml", kind, data))
    assert bool(found) != validators.is_valid(kind, data)
    assert all(finding.message for finding in found)


def test_violations_below_an_empty_key_are_said_where_they_are():
    """The paths of the fast validator leave such keys out."""
    slo = {"name": "a", "environments": {"": {"objective": "x", "": 1}, "P": {"objective": "x"}}}
    slos = {"apiVersion": "avionics/v1", "kind": "ServiceLevelObjectives", "service": "shop", "slos": [slo]}
    above = ("slos", 0, "environments")
    found = {(one.route, one.on_key) for one in validators.violations("ServiceLevelObjectives", slos)}
    assert {((*above, "", "objective"), False), ((*above, "P", "objective"), False), ((*above, ""), True)} <= found


def test_a_number_too_great_for_a_duration_has_words():
    alerts = {"apiVersion": "avionics/v1", "kind": "Alerts", "service": "shop", "alerts": [{"name": "A", "for": 1e308}]}
    said = [one.message for one in verdict.findings(Document("x.yaml", "Alerts", alerts))]
    assert any("1e+308" in message for message in said), f"the number is quoted: {said}"


@pytest.mark.parametrize("kind", validators.FILES)
def test_schemas_follow_the_standard(kind):
    jsonschema.Draft202012Validator.check_schema(json.loads(validators.schema_text(kind)))


@pytest.fixture
def without_the_fast_one(monkeypatch):
    """As on a machine that jsonschema-rs has no wheel for."""
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    validators._validator.cache_clear()
    yield
    validators._validator.cache_clear()


@pytest.mark.parametrize("handle", ["@example/sre\n", "@example/sre\n\n", "\n@example/sre", "@example/sre\nx"])
def test_no_line_break_ends_a_text_that_may_hold_none(handle, without_the_fast_one):
    """It would part the lines of CODEOWNERS."""
    team = {"apiVersion": "avionics/v1", "kind": "Team", "name": "sre", "title": "SRE", "handle": handle}
    (found,) = (one for one in validators.violations("Team", team) if one.route == ("handle",))
    assert (found.keyword, found.instance) == ("pattern", handle)
    team["handle"] = "@example/sre"
    assert not [one for one in validators.violations("Team", team) if one.route == ("handle",)]


CASES = sorted(
    case.name for case in ERR.iterdir() if any(path.is_dir() or path.suffix == ".yaml" for path in case.iterdir())
)


@pytest.mark.parametrize("case", CASES)
def test_without_a_wheel_the_reference_says_the_same(case, tmp_path, without_the_fast_one):
    shutil.copytree(OK, tmp_path / "project")
    shutil.copytree(ERR / case, tmp_path / "project", dirs_exist_ok=True)
    checked = check(str(tmp_path / "project"), today="2026-11-23")
    assert type(validators._validator("Service")[0]).__module__.startswith("jsonschema.")
    assert text.render(checked.findings, checked.files) == Path(ERR / case / "output.txt").read_text()
