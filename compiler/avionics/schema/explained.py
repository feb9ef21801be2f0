"""Violations of a schema in words: what was written, what was expected, what to do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from avionics.finding import Finding, quoted
from avionics.schema import keys, words
from avionics.schema.misplaced import of_another_kind, of_another_tool
from avionics.schema.validators import Violation, schema_text, violations
from avionics.source.document import Document


def explained(document: Document) -> list[Finding]:
    """Every way in which a document breaks the schema of its kind; of a file of another tool or kind, whose it is."""
    if foreign := of_another_tool(document) or of_another_kind(document):
        return [foreign]
    schema = json.loads(schema_text(document.kind))
    broken = violations(document.kind, document.data)
    return _without_echoes([finding for one in broken for finding in _explained(document, one, schema)])


def _explained(document: Document, violation: Violation, schema: dict[str, Any]) -> Iterator[Finding]:
    where = document.where.at(*violation.route)
    if violation.keyword == "additionalProperties":
        yield from _unknown(document, violation, schema)
    elif violation.keyword == "required":
        for key, help_ in keys.missing_keys(violation, schema["$defs"]):
            said = "" if violation.route else _as_the_file(key, document, schema)
            yield Finding("schema", f"{key!r} is missing", where, help=said or help_)
    elif violation.keyword == "uniqueItems":
        for index, message, also in words.repeated(violation, where):
            yield Finding("schema", message, where.at(index), help="keep each once", also=also)
    elif violation.keyword == "oneOf" and (kind := keys.unknown_kind(violation)):
        yield Finding("schema", f"unknown kind {quoted(kind[0])}", where.at(kind[0]), help=kind[1], on_key=True)
    elif both := keys.exclusive(violation):
        yield Finding("schema", both[1], where.at(both[0]), help="keep one of them", on_key=True)
    elif not _is_echo(violation):
        message, help_ = words.wrong_value(violation)
        yield Finding("schema", message, where, help=help_, on_key=violation.on_key)


def _as_the_file(key: str, document: Document, schema: dict[str, Any]) -> str:
    """How to write the name that a file says already; "" of other keys, and where no spec may be called as the file."""
    folder, _, file = document.path.rpartition("/")
    name = file.partition(".")[0]
    is_name = schema["properties"].get(key) == {"$ref": "#/$defs/name"}
    return f"add '{key}: {name}'" if folder and is_name and re.search(schema["$defs"]["name"]["pattern"], name) else ""


def _is_echo(violation: Violation) -> bool:
    """Whether what it breaks is said in other words: of what has no keys its type, of strangers that they are unknown,
    of a text without a sign that it is too short.
    """
    empty = violation.keyword == "pattern" and violation.instance == "" and violation.parent.get("minLength", 0) > 0
    return violation.keyword == "not" or empty or keys.one_beside_strangers(violation)


def _unknown(document: Document, violation: Violation, schema: dict[str, Any]) -> Iterator[Finding]:
    where = document.where.at(*violation.route)
    for key, help_ in keys.unknown_keys(violation, document.data, schema):
        yield Finding("schema", f"unknown key {quoted(key)}", where.at(key), help=help_, on_key=True)
    if more := keys.more_unknown_keys(violation):
        yield Finding("schema", f"and {more:,} more unknown keys", where, help="take out what is no field of a spec")


def _without_echoes(found: list[Finding]) -> list[Finding]:
    """A misspelt key is unknown, its right spelling is missing, and so is one of several: say it once.

    And where kinds exclude each other, that the keys of the one are unknown to the other says nothing, nor what the
    value is of a key that is none.
    """
    suggested = {(f.where.route[:-1], f.help) for f in found if f.on_key and f.help.startswith("did")}
    exclusive = {f.where.route[:-1] for f in found if f.message.endswith(keys.EXCLUSIVE)}
    refused = {f.where for f in found if f.on_key}
    kept: dict[object, Finding] = {}
    for finding in found:
        missing = finding.message.removesuffix(" is missing")
        said = {f"did you mean {missing}?", finding.help}
        echo = missing != finding.message and any((finding.where.route, help_) in suggested for help_ in said)
        echo = echo or (finding.message.startswith("unknown key") and finding.where.route[:-1] in exclusive)
        echo = echo or (finding.where in refused and not finding.on_key)
        if not echo:
            kept[finding.where, finding.message] = finding
    return list(kept.values())
