"""Pyrra: the custom resource `pyrra.dev/v1alpha1`, one objective each."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from avionics.conventions import names as conventions
from avionics.importers import kubernetes, labels, names, targets, windows
from avionics.importers.fields import CHANGED, Fields, LeftOut, Told
from avionics.importers.pyrra.indicator import indicator
from avionics.importers.values import NO_ABSENCE, Choices, Imported, Objective, Service

TITLE = "Pyrra"
API_VERSION = "pyrra.dev/v1alpha1"
BEGINS = (f"apiVersion: {API_VERSION}",)

_PREFIX = "pyrra.dev/"
_ALL = ("page", "ticket")
_CHEAP = "our rules always read recorded parts of the window, and lose nothing by it; nothing to carry"
_MOVING = "burn rates that move with the traffic were not carried: a tier's is fixed here"
_TRAFFIC = (
    "alerting.minFailures keeps them silent while there is little traffic; 'avionics slo simulate' says when they fire"
)
_PER_GROUP = "the alert for what vanished fires for each group; Pyrra's fires where no series is left"
_QUIET = "where groups come and go, write alerting.absence: {vanished: none}"
_CALLED = "the alerts 'ErrorBudgetBurn' and 'SLOMetricAbsent' are called after service and objective here"
_SILENCES = "change them in silences and routes; what dashboards read of Pyrra's series, its page here translates"
_PLACES = "which server loads which rules is decided by who loads the files in build/"


def claims(document: Fields) -> bool:
    """Whether a document is one of Pyrra's."""
    return document.peek("apiVersion") == API_VERSION


def read(documents: Iterable[Fields], told: Told, choices: Choices) -> Imported:
    """The objectives in the documents, which `claims` took for Pyrra's."""
    objectives: list[Objective] = []
    for document in documents:
        what = f"the objective {document.peek_in('metadata', 'name')!r}"
        made, notes = told.attempt(what, document, lambda fields: _objective(fields, told, choices))
        if made is not None:
            objectives.append(replace(made, notes=notes))
    services = tuple(Service(name) for name in sorted({made.service for made in objectives}))
    return Imported(tuple(objectives), services, tells_absence=True)


def _objective(document: Fields, told: Told, choices: Choices) -> Objective:
    document.drop("apiVersion", "kind")
    kubernetes.skip_status(document)
    metadata, spec = document.child("metadata"), document.child("spec")
    if metadata is None or spec is None:
        raise LeftOut(document.where, "it has no metadata or no spec", "see Pyrra's README")
    theirs = metadata.need("name")
    service, own = _service(metadata, theirs, told, choices), _labels(metadata)
    name = names.objective(theirs, service, metadata.at("name"), told)
    annotations = metadata.pairs("annotations")
    kubernetes.skip_annotations(annotations, (_PREFIX,))
    kubernetes.skip_metadata(metadata, labels=False)
    page = labels.page(annotations, _PREFIX)
    found = indicator(spec)
    _ignored(spec)
    window = windows.rolling(spec.need("window"), spec.at("window"), told)
    silent, absence = _alerting(spec.pairs("alerting"), service, name)
    if found.by and not absence:
        told.say(CHANGED, "info", spec.at("indicator"), _PER_GROUP, _QUIET)
    return Objective(
        where=document.where,
        service=service,
        name=name,
        target=targets.per_cent(spec, "target"),
        sli=found.sli,
        title=names.title_of(theirs),
        description=names.paragraph(spec.text("description")),
        window=window,
        by=found.by,
        labels=own,
        impact=labels.impact(annotations, page, _PREFIX),
        page=page,
        absence=absence,
        disable=windows.tiers(_ALL, window) if silent else (),
    )


def _service(metadata: Fields, name: str, told: Told, choices: Choices) -> str:
    """Pyrra knows no services: the one chosen, a label that says it, the namespace, or the objective's own name."""
    if choices.service:
        return names.ours(choices.service)
    labelled = metadata.peek_in("labels", f"{_PREFIX}service")
    found = labelled or metadata.peek("namespace") or name
    if not labelled:
        source = "namespace" if metadata.peek("namespace") else "name"
        metadata.drop("namespace")
        message = f"the service is called {names.ours(found)!r}, after the {source}: Pyrra's objectives name none"
        told.say(CHANGED, "info", metadata.at(source), message, "say --service NAME to choose another")
    return names.ours(found)


def _labels(metadata: Fields) -> dict[str, str]:
    """Those with Pyrra's prefix, which were on its series and alerts; the others are the cluster's."""
    written = metadata.pairs("labels")
    written.drop(f"{_PREFIX}service")
    for name in written.names():
        if not name.startswith(_PREFIX):
            written.skip(name, "this label of the object is for the cluster; nothing to carry")
    return labels.carried(written, _PREFIX)


def _alerting(alerting: Fields, service: str, slo: str) -> tuple[bool, dict[str, str]]:
    """Whether no burn rate alerts, and what is said of absence alerts."""
    disabled, burnrates, absent = alerting.flag("disabled"), alerting.flag("burnrates"), alerting.flag("absent")
    silent = bool(disabled) or burnrates is False
    if not silent and "name" not in alerting:
        alerting.told.say(CHANGED, "info", alerting.where, _CALLED, _SILENCES)
    labels.renamed(alerting, "name", conventions.burn_alert(service, slo))
    labels.renamed(alerting, "absentName", conventions.absence_alert(service, slo, "Vanished"))
    if alerting.peek("burnRateType") == "static":
        alerting.drop("burnRateType")
    alerting.lose("burnRateType", _MOVING, _TRAFFIC)
    return silent, NO_ABSENCE if disabled or absent is False else {}


def _ignored(spec: Fields) -> None:
    spec.skip("performanceOverAccuracy", _CHEAP)
    partial = "the strategy for partial responses was not carried: it is Thanos's"
    spec.lose("partial_response_strategy", partial, _PLACES)
    for name in ("ruleOutput", "rulenamespace"):
        spec.lose(name, f"{name!r} was not carried: it says which server loads the rules", _PLACES)
