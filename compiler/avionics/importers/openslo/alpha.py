"""OpenSLO v1alpha: services and SLOs; ratios stand in the objectives, a threshold metric beside them."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from avionics.importers import kubernetes
from avionics.importers.fields import INVALID, Fields, LeftOut, Told
from avionics.importers.openslo import metrics, objects, windows
from avionics.importers.openslo.metrics import Metric
from avionics.importers.openslo.objectives import Objectives, slo
from avionics.importers.openslo.tiers import SHADOW
from avionics.importers.values import Choices, Imported, Objective, Service


def read(documents: Iterable[Fields], told: Told, choices: Choices) -> Imported:
    """The objectives and services of one set of objects."""
    objectives: list[Objective] = []
    services: dict[str, Service] = {}
    taken: set[str] = set()
    for document in documents:
        kind = document.text("kind")
        kubernetes.skip_status(document)
        if kind == "Service":
            made = objects.service(document, told)
            services[made.name] = made
        elif kind == "SLO":
            found, notes = told.attempt(slo(document), document, lambda fields: _slo(fields, told, choices, taken))
            objectives += [replace(one, notes=notes) for one in found or ()]
        else:
            document.settle()
            message = f"{kind!r} is no kind of OpenSLO v1alpha"
            told.say(INVALID, "error", document.at("kind"), message, "expected one of: Service, SLO")
    for one in objectives:
        services.setdefault(one.service, Service(one.service))
    return Imported(tuple(objectives), tuple(services.values()))


def _slo(document: Fields, told: Told, choices: Choices, taken: set[str]) -> list[Objective]:
    reader = Objectives(document, told, choices, taken, windows.counted)
    indicator = reader.spec.child("indicator")
    threshold = indicator.child("thresholdMetric") if indicator else None
    shared = Metric(threshold.where, {"threshold": _query(threshold)}) if threshold else None
    return reader.carried(lambda fields: shared or _ratio(fields), SHADOW)  # v1alpha has no alert policies


def _ratio(objective: Fields) -> Metric:
    ratio = objective.child("ratioMetrics")
    if ratio is None:
        message = "it has no ratioMetrics, and its SLO no indicator"
        raise LeftOut(objective.where, message, "say what is measured")
    counter, incremental = ratio.flag("counter"), ratio.flag("incremental")
    found = {role: _query(part) for role in ("good", "total") if (part := ratio.child(role))}
    return Metric(ratio.where, found, False not in (counter, incremental))


def _query(source: Fields) -> str:
    source.drop("queryType")
    return metrics.query(source.text("source"), source, "query")
