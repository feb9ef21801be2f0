"""Editors show what a field is for: every field of every schema says it, by itself or by what it refers to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tools import ROOT

SCHEMAS = sorted((ROOT / "schemas").glob("*.json"))
SAID_BY_THEIR_PLACE = {"apiVersion", "kind"}
"""The same in every file: constants that completion writes."""


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_every_field_says_what_it_is_for(path):
    schema = json.loads(path.read_text("utf-8"))
    silent = [name for name, field in fields(schema) if not describes(field, schema["$defs"])]
    assert set(silent) <= SAID_BY_THEIR_PLACE, "write a description, for hover and for findings"


def fields(node: Any) -> Iterator[tuple[str, Any]]:
    """All below `properties`, wherever these stand."""
    if isinstance(node, dict):
        yield from ((name, field) for name, field in node.get("properties", {}).items() if isinstance(field, dict))
        for below in node.values():
            yield from fields(below)
    elif isinstance(node, list):
        for below in node:
            yield from fields(below)


def describes(field: dict[str, Any], definitions: dict[str, Any]) -> bool:
    if "description" in field:
        return True
    name = field.get("$ref", "").removeprefix("#/$defs/")
    return bool(name) and describes(definitions[name], definitions)
