"""Violations of a schema in words: what was written, what was expected, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from avionics.finding import Finding, did_you_mean
from avionics.schema.validators import Violation, is_valid, violations
from avionics.source.document import Document

_NAMES = {dict: "fields", list: "a list", str: "text", bool: "true or false", int: "a whole number", float: "a number", type(None): "nothing"}
_TYPES = {"object": "fields", "array": "a list", "string": "text", "boolean": "true or false", "integer": "a whole number", "number": "a number"}
_YAML_1_1_BOOLEANS = frozenset({"yes", "no", "on", "off", "y", "n"})


def findings(document: Document) -> list[Finding]:
    """Every way in which a document breaks the schema of its kind, in words."""
    if is_valid(document.kind, document.data):
        return []
    found = [finding for violation in violations(document.kind, document.data) for finding in _explain(document, violation)]
    return _without_echoes(found)


def _without_echoes(found: list[Finding]) -> list[Finding]:
    """A misspelt key is unknown and its right spelling missing: say it once."""
    suggested = {(f.where.route[:-1], f.help) for f in found if f.on_key}
    kept = {}
    for finding in found:
        missing = finding.message.removesuffix(" is missing")
        if missing != finding.message and (finding.where.route, f"did you mean {missing}?") in suggested:
            continue
        kept[(finding.where, finding.message)] = finding
    return list(kept.values())


def _explain(document: Document, violation: Violation) -> Iterator[Finding]:
    where = document.where.at(*violation.route)
    if violation.keyword == "additionalProperties":
        known = violation.parent.get("properties", {})
        for key in violation.instance:
            if key not in known:
                yield Finding("schema", f"unknown key {key!r}", where.at(key), help=_key_help(key, known, violation.instance), on_key=True)
    elif violation.keyword == "required":
        for key in violation.expected:
            if key not in violation.instance:
                described = _description(violation.parent.get("properties", {}).get(key, {}))
                yield Finding("schema", f"{key!r} is missing", where, help=described)
    else:
        message, help_ = _value(violation)
        yield Finding("schema", message, where, help=help_)


def _key_help(key: str, known: dict[str, Any], written: dict[str, Any]) -> str:
    return did_you_mean(key, [name for name in known if name not in written] or known)


def _description(schema: Any) -> str:
    return str(schema.get("description", "")) if isinstance(schema, dict) else ""


def _value(violation: Violation) -> tuple[str, str]:
    """Message and help for a wrong value."""
    expected, instance, shown = violation.expected, violation.instance, _shown(violation.instance)
    match violation.keyword:
        case "type":
            return f"expected {_TYPES.get(expected, expected)}, found {_NAMES.get(type(instance), 'something else')} {shown}".rstrip(), _type_help(expected, instance)
        case "enum":
            return f"{shown} is not one of {', '.join(map(str, expected))}", did_you_mean(str(instance), map(str, expected))
        case "const":
            return f"{shown}, expected {expected!r}", ""
        case "pattern":
            return f"{shown} does not have the expected form", _description(violation.parent) or f"expected {expected}"
        case "exclusiveMinimum" | "minimum" | "exclusiveMaximum" | "maximum":
            return f"{shown} is out of range", _range(violation.parent)
        case "oneOf" | "anyOf":
            return _alternatives(expected, instance)
        case "not":
            return f"{' and '.join(expected.get('required', []))} exclude each other", "keep one of them"
        case "maxProperties" | "minProperties":
            kinds = ", ".join(violation.parent.get("properties", {}))
            return f"expected exactly one of {kinds}; found {' and '.join(instance) or 'none'}", "keep one"
        case "uniqueItems":
            return f"{shown} holds the same value twice", "keep each once"
        case _:
            return f"{shown} breaks {violation.keyword} {expected!r}", _description(violation.parent)


def _shown(instance: Any) -> str:
    if isinstance(instance, (dict, list)) or instance is None:
        return ""
    text = repr(instance) if isinstance(instance, str) else str(instance).lower() if isinstance(instance, bool) else str(instance)
    return text if len(text) <= 60 else text[:57] + "..."


def _type_help(expected: Any, instance: Any) -> str:
    if expected == "boolean" and isinstance(instance, str) and instance.lower() in _YAML_1_1_BOOLEANS:
        return "write true or false; yes, no, on and off are text"
    if expected == "string" and isinstance(instance, (bool, int, float)):
        return f'put it in quotes: "{str(instance).lower() if isinstance(instance, bool) else instance}"'
    if expected == "array":
        return "write a list: [one, two]"
    return ""


def _range(schema: dict[str, Any]) -> str:
    low = f"above {schema['exclusiveMinimum']}" if "exclusiveMinimum" in schema else f"{schema.get('minimum', '')}"
    high = f"below {schema['exclusiveMaximum']}" if "exclusiveMaximum" in schema else f"{schema.get('maximum', '')}"
    return f"expected {low} and {high}" if "exclusiveMinimum" in schema else f"expected {low} to {high}"


def _alternatives(expected: list[dict[str, Any]], instance: Any) -> tuple[str, str]:
    keys = [" and ".join(branch.get("required", [])) for branch in expected]
    present = [key for key in keys if isinstance(instance, dict) and key in instance]
    listed = ", ".join(keys)
    if present:
        return f"{' and '.join(present)} exclude each other", f"keep one of: {listed}"
    near = [did_you_mean(key, keys) for key in (instance if isinstance(instance, dict) else ()) if did_you_mean(key, keys).startswith("did")]
    return f"one of {listed} is missing", near[0] if near else ""
