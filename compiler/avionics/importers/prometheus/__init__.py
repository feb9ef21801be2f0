"""Prometheus' own rule files, and the custom resource `PrometheusRule` around them: alerts and recording rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from avionics.importers import kubernetes, names
from avionics.importers.fields import CHANGED, Fields, LeftOut, Told
from avionics.importers.prometheus.alert import alert
from avionics.importers.prometheus.group import Group, group
from avionics.importers.prometheus.recording import recording
from avionics.importers.values import Alert, Choices, Imported, Recording, Service

TITLE = "Prometheus"
KIND = "PrometheusRule"
BEGINS = ("groups:", f"kind: {KIND}")


def claims(document: Fields) -> bool:
    """Whether a document is a rule file, or a resource with one in it."""
    return document.peek("kind") == KIND or ("groups" in document and "kind" not in document)


def read(documents: Iterable[Fields], told: Told, choices: Choices) -> Imported:
    """The alerts and recording rules in the documents, which `claims` took for Prometheus'."""
    found = [made for document in documents for made in _rules(_file(document), told, choices)]
    alerts = _apart([one for one in found if isinstance(one, Alert)], told)
    services = tuple(Service(name) for name in sorted({one.service for one in found}))
    recordings = tuple(one for one in found if isinstance(one, Recording))
    return Imported(services=services, alerts=alerts, recordings=recordings)


def _file(document: Fields) -> Fields | None:
    """The part of a document that is a rule file."""
    if document.peek("kind") != KIND:
        return document
    document.drop("apiVersion", "kind")
    kubernetes.skip_status(document)
    if metadata := document.child("metadata"):
        metadata.skip("name", "the name of the object is for the cluster; nothing to carry")
        kubernetes.skip_metadata(metadata)
    return document.child("spec")


def _rules(file: Fields | None, told: Told, choices: Choices) -> Iterator[Alert | Recording]:
    for fields in file.children("groups") if file else ():
        of = group(fields, choices)
        for rule in fields.children("rules"):
            if made := _rule(rule, of, told):
                yield made


def _rule(rule: Fields, of: Group, told: Told) -> Alert | Recording | None:
    made, notes = told.attempt(_called(rule), rule, lambda fields: _made(fields, of))
    return replace(made, notes=notes) if made else None


def _called(rule: Fields) -> str:
    kind = next((kind for kind in ("alert", "record") if kind in rule), "")
    return f"the {'recording rule' if kind == 'record' else kind} {rule.peek(kind)!r}" if kind else "a rule"


def _made(rule: Fields, of: Group) -> Alert | Recording:
    if "alert" in rule:
        return alert(rule, of)
    if "record" in rule:
        return recording(rule, of)
    raise LeftOut(rule.where, "it has no 'alert' and no 'record'", "say what it is called")


def _apart(alerts: list[Alert], told: Told) -> tuple[Alert, ...]:
    """Alerts of one name, such as a warning and a page, with names of their own: ours are unique in a project."""
    taken: set[str] = set()
    found = []
    for one in alerts:
        called = (one.name, f"{one.name}{one.severity.title()}", *(f"{one.name}{number}" for number in range(2, 1000)))
        name = next(name for name in called if name not in taken)
        taken.add(name)
        if name != one.name:
            message = f"there is an alert {one.name!r} already; this one is called {name!r}"
            told.say(CHANGED, "info", one.where, message, names.SILENCES)
        found.append(replace(one, name=name))
    return tuple(found)
