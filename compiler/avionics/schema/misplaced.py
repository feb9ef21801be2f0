"""A file that belongs elsewhere: one finding says where to, and not one for each of its fields that is unknown."""

from __future__ import annotations

import json

from avionics.finding import Finding
from avionics.schema.validators import schema_text
from avionics.source.document import Document
from avionics.source.documents import KINDS

_SPECS = (
    ("version", "prometheus/", "Sloth"),
    ("apiVersion", "sloth.slok.dev/", "Sloth"),
    ("apiVersion", "pyrra.dev/", "Pyrra"),
    ("apiVersion", "openslo", "OpenSLO"),
)
"""A field that says whose spec it is, how its value begins, and whose."""

_OPERATOR = "monitoring.coreos.com/"
_IMPORT = "move it out of the project, and then: avionics import {dialect} FILE --out . --playbooks"


def of_another_tool(document: Document) -> Finding | None:
    """What to do with a spec of another tool; None where it is nothing that is known here."""
    for field, begin, tool in _SPECS:
        if str(document.data.get(field)).startswith(begin):
            help_ = _IMPORT.format(dialect=tool.lower())
            return Finding("schema", f"this is a spec of {tool}'s", document.where.at(field), help=help_)
    rules = "groups" if isinstance(document.data.get("groups"), list) else "apiVersion"
    if rules == "groups" or str(document.data.get(rules)).startswith(_OPERATOR):
        message = "these are rules as Prometheus reads them"
        help_ = _IMPORT.format(dialect="prometheus")
        return Finding("schema", message, document.where.at(rules), help=help_, on_key=True)
    return None


def of_another_kind(document: Document) -> Finding | None:
    """Where to move a spec that is in the folder of another kind; None where its fields are those of its folder, or of
    neither."""
    folder, _, name = document.path.rpartition("/")
    kind = document.data.get("kind")
    belongs = next((one for one, its in KINDS.items() if its == kind), "")
    if not folder or belongs not in KINDS or kind == document.kind or document.kind not in KINDS.values():
        return None
    if document.data.keys() - _fields(str(kind)) or not document.data.keys() - _fields(document.kind):
        return None
    to = belongs if belongs.endswith(".yaml") else f"{belongs}/{name}"
    message = f"this is of the kind {kind}; what is in {folder}/ is of the kind {document.kind}"
    return Finding("schema", message, document.where.at("kind"), help=f"move it to {to}")


def _fields(kind: str) -> set[str]:
    return {*json.loads(schema_text(kind))["properties"]}
