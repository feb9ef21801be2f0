"""Environments that one data source holds are told apart by their matchers."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.finding import Label
from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.project import Environment


@rule("warning", "no two environments select the same series of one data source")
def check(catalog: Catalog) -> Iterator[Problem]:
    """Looks at matchers and data sources; those with the same labels are told of as duplicates already."""
    first: dict[tuple[object, ...], Environment] = {}
    for environment in catalog.project.environments:
        series = environment.matchers, environment.grafana, environment.prometheus
        other = first.setdefault(series, environment)
        if other.labels != environment.labels:
            message = f"{environment.name} selects the same series as {other.name}, of the same data source"
            also = (Label(other.where.at("matchers"), f"{other.name} is written here"),)
            help_ = "write the matchers of its own series; or the uid of its own Prometheus into 'datasources'"
            yield Problem(environment.where.at("matchers"), message, help_, also=also)
