"""A file of another tool among ours: one finding says how it gets in, and not one for each field that is not ours."""

from __future__ import annotations

from avionics.finding import Finding
from avionics.source.document import Document

_SPECS = (
    ("version", "prometheus/", "Sloth"),
    ("apiVersion", "sloth.slok.dev/", "Sloth"),
    ("apiVersion", "pyrra.dev/", "Pyrra"),
    ("apiVersion", "openslo/", "OpenSLO"),
    ("apiVersion", "openslo.com/", "OpenSLO"),
)
"""A field that says whose spec it is, how its value begins, and whose."""

_OPERATOR = "monitoring.coreos.com/"
_IMPORT = "move it out of the project, and then: avionics import {dialect} FILE --out . --playbooks"


def of_another_tool(document: Document) -> Finding | None:
    """What to do with it; None where it is nothing that is known here."""
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
