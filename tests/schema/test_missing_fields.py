"""Whoever leaves out a field that must be there is told what it is for, or how it is written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from avionics.schema.advice import as_key, resolved, to_add, type_help
from avionics.schema.validators import Violation
from avionics.source.yaml import parse
from tools import ROOT

SCHEMAS = sorted((ROOT / "schemas").iterdir())


def required(node: Any) -> Iterator[tuple[str, Any]]:
    """Each field that must be there, and its own part of the schema."""
    if isinstance(node, dict):
        known = node.get("properties", {})
        for key in node.get("required", ()) if isinstance(node.get("required"), list) else ():
            if key in known and known[key] is not True:
                yield key, known[key]
    for below in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from required(below)


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.stem)
def test_every_required_field_has_words(path):
    schema = json.loads(path.read_text("utf-8"))
    found = list(required(schema))
    assert len(found) >= 3, "the walk itself finds them"
    assert [key for key, node in found if not to_add(key, resolved(node, schema["$defs"]))] == []


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.stem)
def test_what_is_shown_can_be_written(path):
    """As a whole: the example of a field is YAML, and says what the schema says."""
    schema = json.loads(path.read_text("utf-8"))
    for key, node in required(schema):
        for example in resolved(node, schema["$defs"]).get("examples", ())[:1]:
            assert parse(as_key(key, example))[0] == {key: example}


@pytest.mark.parametrize(
    ("written", "schema", "said"),
    [
        ("DYN-12", {"type": {"enum": ["bugfix", "automation"]}, "ref": {"type": "string"}}, "{type: ..., ref: DYN-12}"),
        ("automation", {"type": {"enum": ["bugfix", "automation"]}, "ref": {}}, "{type: automation, ref: ...}"),
        ("x", {"type": {"enum": ["a"]}}, "{type: ...}"),
        ("x", {"metrics": {"type": "array"}, "ref": {}}, "{metrics: [x], ref: ...}"),
        ("#a", {"name": {}, "reach": {}}, "{name: ..., reach: ...}"),
    ],
)
def test_a_text_in_the_place_of_fields_is_the_first_that_takes_it(written, schema, said):
    """`exit: DYN-12` names the ticket, and no way out of two."""
    parent = {"type": "object", "required": list(schema), "properties": schema}
    assert type_help(["object"], Violation("type", "object", parent, ("exit",), written)) == f"write {said}"
