"""One compiled validator per kind: jsonschema-rs, or jsonschema where no wheel of it exists."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from msgspec import Struct, json

from avionics.place import Step

_PACKAGE = os.path.dirname(os.path.dirname(__file__))
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


class Violation(Struct, frozen=True):
    """What a validator says, whichever it is: the keyword that failed, its value, where, and the value there.

    `parent` is the schema node that holds the keyword. With `on_key` it is the last key of the route that is wrong, and
    `instance` that key.
    """

    keyword: str
    expected: Any
    parent: dict[str, Any]
    route: tuple[Step, ...]
    instance: Any
    on_key: bool = False


Read = Callable[[Any, Any, Any], Violation]
"""An error, the schema and the data to a violation."""


@cache
def schema_text(kind: str) -> str:
    """The schema of a kind, from the wheel or, in a checkout, from `schemas/`."""
    name = f"{FILES[kind]}.schema.json"
    packaged, checkout = (os.path.join(_PACKAGE, *above, "schemas", name) for above in ((), ("..", "..")))
    with open(packaged if os.path.isfile(packaged) else checkout, encoding="utf-8") as file:
        return file.read()


@cache
def _schema(kind: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.decode(schema_text(kind))
    return schema


@cache
def _validator(kind: str) -> tuple[Any, Read]:
    """The validator of a kind, and what reads its errors."""
    try:
        from jsonschema_rs import Draft202012Validator  # noqa: PLC0415  26 ms, needed by compiles only
    except ImportError:
        return reference(_schema(kind)), _from_reference
    return Draft202012Validator(_schema(kind)), _from_fast


def reference(schema: dict[str, Any]) -> Any:
    """The validator in Python, its patterns ended where texts end: `$` would match before a last line break too."""
    import jsonschema  # noqa: PLC0415  where no wheel of the fast one exists

    extend: Any = jsonschema.validators.extend
    return extend(jsonschema.Draft202012Validator, {"pattern": _pattern})(schema)


def _pattern(validator: Any, pattern: str, instance: Any, schema: Any) -> Iterator[Any]:
    from jsonschema import ValidationError  # noqa: PLC0415

    del schema
    ended = f"{pattern[:-1]}\\Z" if pattern.endswith("$") else pattern
    if validator.is_type(instance, "string") and not re.search(ended, instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def prepare() -> None:
    """Make the validators of all kinds now, for processes that begin as copies of this one."""
    for kind in FILES:
        _validator(kind)


def is_valid(kind: str, data: dict[str, Any]) -> bool:
    """Whether `data` follows the schema of `kind`."""
    return bool(_validator(kind)[0].is_valid(data))


def violations(kind: str, data: dict[str, Any]) -> Iterator[Violation]:
    """Every way in which `data` breaks the schema of `kind`. Empty keys are lost in the paths of the fast validator."""
    validator, read = (reference(_schema(kind)), _from_reference) if _unnamed(data) else _validator(kind)
    for error in validator.iter_errors(data):
        yield read(error, _schema(kind), data)


def _unnamed(data: Any) -> bool:
    """Whether a key somewhere in `data` is empty."""
    if isinstance(data, dict):
        return "" in data or any(map(_unnamed, data.values()))
    return isinstance(data, list) and any(map(_unnamed, data))


def _from_reference(error: Any, schema: Any, data: Any) -> Violation:
    del schema, data
    route = tuple(error.absolute_path)
    on_key = "propertyNames" in error.relative_schema_path
    if on_key:
        route = (*route, error.instance)
    return Violation(error.validator, error.validator_value, error.schema, route, error.instance, on_key)


def _from_fast(error: Any, schema: Any, data: Any) -> Violation:
    """Read by its paths: they are alike in all versions, its texts are not."""
    *above, keyword = error.schema_path
    for step in above:
        schema = schema[step]
    route: tuple[Step, ...] = ()
    for step in error.instance_path:
        key = _key(data, step)
        route, data = (*route, key), data[key]
    on_key = error.kind.name == "propertyNames"
    if on_key:
        data = error.kind.error.instance
        route = (*route, data)
    return Violation(str(keyword), schema.get(keyword), schema, route, data, on_key)


def _key(data: Any, step: Step) -> Step:
    """The step as it was written: keys such as `9` and `09` are told as the number 9."""
    if isinstance(data, list) or step in data:
        return step
    keys: Iterator[str] = iter(data)
    return next(key for key in keys if key.isascii() and key.removeprefix("+").isdigit() and int(key) == step)
