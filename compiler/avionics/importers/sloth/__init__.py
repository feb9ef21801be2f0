"""Sloth: `prometheus/v1` specs, the custom resource `sloth.slok.dev/v1`, and its catalogues of windows."""

from __future__ import annotations

from collections.abc import Iterable

from avionics.importers import kubernetes
from avionics.importers.fields import INVALID, LOST, Fields, Told
from avionics.importers.sloth.spec import Spec
from avionics.importers.values import Choices, Imported, Objective, Service

TITLE = "Sloth"
VERSION = "prometheus/v1"
API_VERSION = "sloth.slok.dev/v1"
BEGINS = (f"version: {VERSION}", f"apiVersion: {API_VERSION}")


def claims(document: Fields) -> bool:
    """Whether a document is one of Sloth's."""
    return document.peek("version") == VERSION or document.peek("apiVersion") == API_VERSION


def read(documents: Iterable[Fields], told: Told, choices: Choices) -> Imported:
    """The objectives in the documents, which `claims` took for Sloth's."""
    objectives: list[Objective] = []
    services: list[Service] = []
    for document in documents:
        document.drop("version", "apiVersion", "kind")
        if document.peek("kind") == "AlertWindows":
            _windows(document, told)
            continue
        custom = document.peek("apiVersion") == API_VERSION
        fields = _inside(document) if custom else document
        if fields is None:
            told.say(INVALID, "error", document.where, "it has no spec", "it is required there")
        else:
            spec = Spec(fields, told, choices.window, custom=custom)
            services.append(spec.service)
            objectives += spec.objectives()
    return Imported(tuple(objectives), tuple(services))


def _inside(document: Fields) -> Fields | None:
    """The spec of a custom resource."""
    kubernetes.skip_status(document)
    if metadata := document.child("metadata"):
        metadata.drop("name")
        kubernetes.skip_metadata(metadata)
    return document.child("spec")


def _windows(document: Fields, told: Told) -> None:
    document.settle()
    message = "a catalogue of windows was not carried: burn-rate tiers are the compiler's"
    help_ = "compare the tiers by 'avionics explain', and switch off what you do not want by 'alerting.disable'"
    told.say(LOST, "warning", document.where, message, help_)
