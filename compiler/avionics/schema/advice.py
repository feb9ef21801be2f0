"""What to do about a violation of a schema."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from decimal import Decimal
from math import inf, isfinite
from typing import Any

from avionics.promql.text.duration import milliseconds
from avionics.promql.text.number import number
from avionics.schema.lengths import lengths, with_units
from avionics.schema.validators import Violation

_YAML_1_1_BOOLEANS = frozenset({"yes", "no", "on", "off", "y", "n"})
_PER_CENT = re.compile(r"\s*([0-9]+(?:[.,][0-9]+)?)\s*%\s*")
_LONGEST = 60
_COMMA = re.compile(r"\s*([0-9]{1,9}),([0-9]{1,9})\s*")
_ONE_SAMPLE = "a number alone is one sample, and x30 behind it repeats that thirty times"
_GROUPED = re.compile(r"\(([\w ,]+)\)")
_PLAIN = re.compile(r"[A-Za-z0-9][\w ./:-]*")
_COMMENT = "#a"
"""What YAML takes for a comment, so that nothing is left to be found."""


def description(schema: Any) -> str:
    """What a node of a schema is for."""
    return str(schema.get("description", "")) if isinstance(schema, dict) else ""


def resolved(schema: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """A node with what it shares with others, which `definitions` hold; of one that allows anything, nothing."""
    if not isinstance(schema, dict):
        return {}
    return {**definitions.get(schema.get("$ref", "").rpartition("/")[2], {}), **schema}


def listed(choices: list[str]) -> str:
    """Choices in words: a, b or c."""
    return " or ".join([", ".join(choices[:-1]), choices[-1]] if len(choices) > 1 else choices)


def to_add(key: str, schema: dict[str, Any]) -> str:
    """How to write a key that is missing, and what it is for."""
    if "const" in schema:
        return f"add '{as_key(key, schema['const'])}'"
    help_ = description(schema)
    if "enum" in schema:
        return f"add '{key}: {schema['enum'][0]}' (or {listed(schema['enum'][1:])}). {help_}".rstrip()
    if "examples" in schema:
        example = f"'{as_key(key, schema['examples'][0])}'"
        return f"add it, such as {example}. {help_}".rstrip()
    return help_


def as_key(key: str, value: Any) -> str:
    """A key and its value as they are written in YAML."""
    return f"{key}: {_flow(value)}"


def _flow(value: Any) -> str:
    """A value as YAML on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_flow_key(key)}: {_flow(below)}" for key, below in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return value if isinstance(value, str) and _PLAIN.fullmatch(value) else json.dumps(value)


def _flow_key(key: str) -> str:
    """Series are keys, too: in single quotes their own stay as they are."""
    return key if _PLAIN.fullmatch(key) else "'{}'".format(key.replace("'", "''"))


def type_help(types: list[str], violation: Violation) -> str:
    """How to write a value that is of none of the `types`."""
    value = violation.instance
    if "boolean" in types and _switches(value):
        return "write true or false; yes, no, on and off are text"
    if "string" in types and not isinstance(value, str):
        return _to_text(violation)
    if value is None and "object" not in types:
        return description(violation.parent) or ("" if "array" in types else _in_digits(violation))
    if {"number", "integer"} & {*types} and isinstance(value, str):
        return _as_number(violation)
    if "array" in types:
        return (description(violation.parent) if _switches(value) else "") or _as_list(value)
    return _as_fields(violation) if "object" in types else ""


def _switches(value: Any) -> bool:
    """Whether somebody meant to switch something on or off: that is no item of a list, and no name."""
    return isinstance(value, bool) or (isinstance(value, str) and value.lower() in _YAML_1_1_BOOLEANS)


def _as_list(value: Any) -> str:
    """A list of the one value that was written, or of the several that commas part."""
    if isinstance(value, dict):
        return "write a list: '- ' before the first field, and the others below it"
    if isinstance(value, str) and (grouped := _GROUPED.fullmatch(value)):  # as PromQL writes labels
        value = grouped[1]
    parts = [part.strip() for part in value.split(",")] if isinstance(value, str) else []
    several = len(parts) > 1 and all(map(_PLAIN.fullmatch, parts))
    flow = ", ".join(parts) if several else _flow(value)
    return f"write a list: [{flow if len(flow) <= _LONGEST else 'one, two'}]"


def _as_fields(violation: Violation) -> str:
    """The fields that must be there, as they are written on one line; a text that stands there may be the first of them
    that takes any.
    """
    schema, value = violation.parent, violation.instance
    needed = {str(key): resolved(schema.get("properties", {}).get(key), {}) for key in schema.get("required", ())}
    own = next((key for key, field in needed.items() if value in field.get("enum", [value])), "")
    if not isinstance(value, str) or _switches(value) or not _PLAIN.fullmatch(value) or len(value) > _LONGEST:
        own = ""
    said = f"[{value}]" if own and needed[own].get("type") == "array" else value
    fields = ", ".join(f"{key}: {said if key == own else '...'}" for key in needed)
    return f"write {{{fields}}}" if needed else description(schema)


def _to_text(violation: Violation) -> str:
    """What to write instead of what is no text."""
    value = violation.instance
    if value is None and re.search(violation.parent.get("pattern", ""), _COMMENT):
        return "write a text; one that begins with '#' goes in quotes, since '#' begins a comment"
    if value is None:
        return description(violation.parent)
    if isinstance(value, dict | list):
        return f"write the text itself, in quotes if it begins with {'{' if isinstance(value, dict) else '['}"
    return _as_text(violation)


def _as_text(violation: Violation) -> str:
    """What to write instead of a number, or of true or false."""
    value, pattern = violation.instance, violation.parent.get("pattern", "")
    if re.search(pattern, json.dumps(value)):
        quotes = "put it in quotes, as it is written"  # which is not known here: 16 may be 0x10
        return f"{quotes}; {_ONE_SAMPLE}" if violation.route[-2:-1] == ("series",) else quotes
    fit = [text for text in with_units(value, violation.route) if re.search(pattern, text)]
    return f"write it with its unit: {listed(fit)}" if fit else description(violation.parent)


def _as_number(violation: Violation) -> str:
    """What to write instead of a text."""
    text = violation.instance
    if _is_number(text.rstrip(",;")) and text[-1:] in (",", ";"):
        return f"write {text.rstrip(',;')}"
    if _is_number(text):  # with quotes, or as programs write it: 1_000
        return f"write {text.replace('_', '')}" if "_" in text else "remove the quotes"
    per_cent = _PER_CENT.fullmatch(text)
    if per_cent and _within(float(share := per_cent[1].replace(",", ".")), violation.parent):
        return f"write {share}"
    if comma := _COMMA.fullmatch(text):
        return f"write {comma[1]}.{comma[2]}"
    if lasts := next(iter(lengths(text)), ""):
        return f"write a number alone: {lasts} are {number(Decimal(milliseconds(lasts)) / 1000)} seconds"
    return description(violation.parent) or ("write the number alone" if text[:1].isdigit() else _in_digits(violation))


def _within(value: float, schema: dict[str, Any]) -> bool:
    """Whether a number is none that is refused next: 50 % of a row are not 50 of its 24 columns."""
    above = value >= schema.get("minimum", value) and value > schema.get("exclusiveMinimum", -inf)
    return bool(above and value <= schema.get("maximum", value) and value < schema.get("exclusiveMaximum", inf))


def _in_digits(violation: Violation) -> str:
    """How to write a number, by the least one that may stand there."""
    least = violation.parent.get("minimum")
    return "write it in digits" if least is None else f"write it in digits, from {least} on"


def in_utc(text: str) -> str:
    """How to write the instant that a text means: `2026-12-05T01:00:00+01:00`; "" where it means none."""
    try:
        instant = datetime.fromisoformat(text)
        utc = instant.astimezone(UTC) if instant.tzinfo else instant
    except (ValueError, OverflowError):
        return ""
    return f"write {utc:%Y-%m-%dT%H:%M:%S}Z{'' if instant.tzinfo else ', if that is the time in UTC'}"


def _is_number(text: str) -> bool:
    try:
        return isfinite(float(text))
    except ValueError:
        return False
