"""One compiled validator per kind: jsonschema-rs, or jsonschema where no wheel of it exists."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from avionics.place import Step

FILES = {
    "Project": "project",
    "Team": "team",
    "Service": "service",
    "ServiceLevelObjectives": "slos",
    "Alerts": "alerts",
    "Cockpit": "cockpit",
    "Playbook": "playbook",
    "Runbook": "runbook",
}


@dataclass(frozen=True, slots=True)
class Violation:
    """What a validator says, whichever it is: the keyword that failed, its value, where, and the value there.

    `parent` is the schema node that holds the keyword.
    """

    keyword: str
    expected: Any
    parent: dict[str, Any]
    route: tuple[Step, ...]
    instance: Any


@lru_cache(maxsize=None)
def schema_text(kind: str) -> str:
    """The schema of a kind, from the wheel or, in a checkout, from `schemas/`."""
    name = f"{FILES[kind]}.schema.json"
    packaged = files("avionics").joinpath("schemas", name)
    if packaged.is_file():
        return packaged.read_text("utf-8")
    return (Path(__file__).parents[3] / "schemas" / name).read_text("utf-8")


@lru_cache(maxsize=None)
def _schema(kind: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(schema_text(kind))
    return schema


@lru_cache(maxsize=None)
def _validator(kind: str) -> Any:
    try:
        from jsonschema_rs import Draft202012Validator  # noqa: PLC0415  26 ms, needed by compiles only
    except ImportError:
        from jsonschema import Draft202012Validator  # type: ignore[assignment]  # noqa: PLC0415
    return Draft202012Validator(_schema(kind))


def is_valid(kind: str, data: dict[str, Any]) -> bool:
    """Whether `data` follows the schema of `kind`."""
    return bool(_validator(kind).is_valid(data))


def violations(kind: str, data: dict[str, Any]) -> Iterator[Violation]:
    """Every way in which `data` breaks the schema of `kind`."""
    validator = _validator(kind)
    fast = hasattr(next(iter(validator.iter_errors(data)), None), "instance_path")
    for error in validator.iter_errors(data):
        if fast:
            yield _from_path(kind, data, tuple(error.schema_path), tuple(error.instance_path))
        else:
            yield Violation(error.validator, error.validator_value, error.schema, tuple(error.absolute_path), error.instance)


def _from_path(kind: str, data: Any, schema_path: tuple[Step, ...], route: tuple[Step, ...]) -> Violation:
    *above, keyword = schema_path
    parent = _schema(kind)
    for step in above:
        parent = parent[step]  # type: ignore[index]
    instance = data
    for step in route:
        instance = instance[step]
    return Violation(str(keyword), parent.get(str(keyword)), parent, route, instance)
