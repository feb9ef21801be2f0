"""A data view exists wherever its logs are looked for."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.finding import Label
from avionics.lint.engine import Problem, meant, rule
from avionics.model.catalog import Catalog
from avionics.model.logs import Logs
from avionics.model.project import Environment
from avionics.model.service import Service


@rule("error", "a data view of logs is declared in every environment of the service")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the logs of the service, its objectives and its alerts."""
    environments = catalog.project.known(service.environments)
    for logs in (service.logs, *(item.logs for item in service.alerting)):
        if logs is not None and logs.data_view:
            yield from _undeclared(logs, environments)


def _undeclared(logs: Logs, environments: tuple[Environment, ...]) -> Iterator[Problem]:
    lacking = [environment for environment in environments if logs.data_view not in environment.data_views]
    if lacking:
        everywhere = set.intersection(*(set(environment.data_views) for environment in environments))
        listed = ", ".join(environment.name for environment in lacking)
        message = f"the data view {logs.data_view!r} is not declared in {listed}"
        also = tuple(Label(one.where.at("dataViews"), f"those of {one.name}") for one in lacking)
        yield Problem(logs.where.at("dataView"), message, meant(logs.data_view, everywhere), also=also)
