"""Labels that the compiler puts on are not set by users."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from avionics.conventions import names
from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.model.slo import Slo
from avionics.place import Where


@rule("error", "labels of alerts and rules, and labels kept apart, are not ones the compiler sets")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at labels and `by` of objectives and alerts, labels of recording rules, and variables of cockpits."""
    found = catalog.project.known(service.environments)
    environment = {name for one in found for name, _ in one.labels}
    profile = names.SLOTH_LABELS if catalog.project.profile == "sloth" else frozenset()
    reserved = names.OWN_LABELS | environment | profile
    for slo in service.slos:
        yield from _taken(slo.where.at("alerting", "labels"), slo.labels, reserved)
        yield from _kept(slo.where.at("by"), slo.by, reserved)
        yield from _bucket(slo)
        yield from _merged(slo.where.at("alerting", "labels"), slo.labels, slo.by)
    for alert in service.alerts:
        yield from _taken(alert.where.at("labels"), alert.labels, reserved)
        yield from _kept(alert.where.at("by"), alert.by, reserved)
        yield from _merged(alert.where.at("labels"), alert.labels, alert.by)
    for one in service.rules:
        yield from _taken(one.where.at("labels"), one.labels, environment | {names.SERVICE})
    yield from _offered(service, environment.union(name for one in found for name, _ in one.matchers))


def _taken(where: Where, labels: Iterable[tuple[str, str]], reserved: Iterable[str]) -> Iterator[Problem]:
    for name, _ in labels:
        if name in reserved or name.startswith(names.INTERNAL):
            message = f"the label {name!r} is set by the compiler" if name in reserved else _internal(name)
            yield Problem(where.at(name), message, "rename or remove it", on_key=True)


def _kept(where: Where, by: tuple[str, ...], reserved: Iterable[str]) -> Iterator[Problem]:
    for index, name in enumerate(by):
        if name in reserved:
            message = f"the label {name!r} is set by the compiler, so that the series cannot be kept apart by it"
            yield Problem(where.at(index), message, "remove it, or name another label of the series")
        elif name == names.DATASOURCE_VARIABLE:
            message = (
                f"cockpits choose their data source by a variable {name!r}, and labels kept apart are variables, too"
            )
            yield Problem(where.at(index), message, "name another label of the series, or rename it as it is scraped")
        elif name.startswith(names.INTERNAL):
            yield Problem(where.at(index), _internal(name), "remove it, or name another label of the series")


def _offered(service: Service, environment: Container[str]) -> Iterator[Problem]:
    for variable in service.cockpit.variables if service.cockpit else ():
        if variable.name == names.DATASOURCE_VARIABLE or variable.name in environment:
            message = f"every cockpit has a variable {variable.name!r} already"
            yield Problem(variable.where.at("name"), message, "remove it, or name another label of the series")


def _internal(name: str) -> str:
    return f"the label {name!r} begins with {names.INTERNAL}, which Prometheus and the compiler keep for themselves"


def _bucket(slo: Slo) -> Iterator[Problem]:
    """The total of a histogram has no bucket's bound: kept apart by it, every event would read as too slow."""
    if "le" in slo.by and any(slo.sli.histograms()):
        message = "the label 'le' is the bound of a bucket, which the count of all events does not carry"
        yield Problem(slo.where.at("by", slo.by.index("le")), message, "remove it: the threshold chooses the bucket")


def _merged(where: Where, labels: Iterable[tuple[str, str]], by: tuple[str, ...]) -> Iterator[Problem]:
    """Two series that differ in a label and are then given the same one make Prometheus drop the whole alert."""
    for name, _ in labels:
        if name in by:
            message = f"the label {name!r} keeps series apart and is given one value for all"
            yield Problem(where.at(name), message, "rename it, or take it out of 'by'", on_key=True)
