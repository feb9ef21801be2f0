"""Grafana's official types as validators, read from the files beside this module."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

VERSION = "13.2.3"
FOLDER = Path(__file__).parent / "oracle" / "grafana"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Amendment:
    """One property for which the official type is known to be wrong, and what is true instead."""

    file: str
    definition: str
    key: str
    shape: Json | str
    reason: str


TEXT: Json = {"type": "string"}
READ = "missing from the type, yet the Prometheus data source reads it beside the query"

# The known false positives of the official types, and two places where the types say less than is known.
AMENDMENTS = (
    Amendment("dashboard", "VariableModel", "definition", TEXT, "missing from the type, yet Grafana itself saves it"),
    Amendment("dashboard", "Panel", "links", "link", "typed as dashboard links, saved as title, url, targetBlank"),
    Amendment("dashboard", "FieldConfig", "links", "link", "typed as anything; the newer model states the shape"),
    Amendment("link", "", "oneClick", {"type": "boolean"}, "missing in the newer model, present in @grafana/data"),
    Amendment("query-prometheus", "", "interval", TEXT, "the minimum step, which the data source adds to the type"),
    Amendment("annotation", "", "tagKeys", TEXT, READ),
    Amendment("annotation", "", "titleFormat", TEXT, READ),
)

# Keys of `fieldConfig.defaults.custom` that the types require although the plug-in has a default for each.
PLUGIN_DEFAULTS: dict[str, Json] = {
    "panel-table": {"align": "auto", "cellOptions": {"type": "auto"}, "inspect": False},
}


@cache
def names(catalogue: str) -> frozenset[str]:
    """The ids of a catalogue: `units`, `transformers`, `field-matchers` or `reducers`."""
    return frozenset(json.loads((FOLDER / VERSION / f"{catalogue}.json").read_text(encoding="utf-8")))


@cache
def schema(file: str) -> Json:
    """The schema of that name with its amendments made; empty when there is none."""
    for folder in (VERSION, "by-hand"):
        path = FOLDER / folder / f"{file}.json"
        if path.is_file():
            return _amended(file, json.loads(path.read_text(encoding="utf-8")))
    return {}


def _amended(file: str, document: Json) -> Json:
    for change in AMENDMENTS:
        if change.file == file:
            owner = document["definitions"][change.definition] if change.definition else document
            owner["properties"][change.key] = shape(change.shape)
    return document


def shape(shape: Json | str) -> Json:
    """A name stands for a list of what that schema describes."""
    return shape if isinstance(shape, dict) else {"type": "array", "items": schema(shape)}


def resolved(document: Json, part: Json) -> Json:
    """`part`, or what its reference points at."""
    target: str = part.get("$ref", "")
    return document["definitions"][target.rpartition("/")[2]] if target else part


def part_at(file: str, root: str, path: str) -> Json | None:
    """What the type says of a dotted path below `root`, or None if it has no such property."""
    document = schema(file)
    part = document["properties"][root] if root in document["properties"] else document["definitions"][root]
    for key in path.split(".") if path else ():
        found = resolved(document, part).get("properties", {}).get(key)
        if found is None:
            return None
        part = found
    return dict(part)


@cache
def _validator(file: str, root: str, path: str) -> Any:
    document = schema(file)
    if not root:
        return jsonschema_rs.validator_for(document)
    part = part_at(file, root, path) or {}
    header = {"$schema": document["$schema"], "definitions": document.get("definitions", {})}
    return jsonschema_rs.validator_for({**header, "allOf": [part]})


def errors(value: object, file: str, root: str = "", path: str = "") -> Iterator[tuple[str, str]]:
    """(where below the value, what is wrong) for a value against a type, or against a property of it."""
    for error in _validator(file, root, path).iter_errors(value):
        yield ".".join(str(step) for step in error.instance_path), error.message[:300]
