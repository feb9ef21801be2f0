"""Services run in environments of the project; overrides and cases are for environments of the service."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.finding import nearest
from avionics.lint.engine import Problem, meant, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.place import Where

_COMPARED = 8
"""More environments nobody misspells in one service; each is compared with all that there are."""


@rule("error", "environments are declared; overrides and cases are for those the service runs in")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the environments of the service, of its maintenance, of overrides and of cases."""
    known = [environment.name for environment in catalog.project.environments]
    for index, name in enumerate(service.environments):
        if name not in known:
            where = service.where.at("environments", index)
            yield Problem(where, f"there is no environment {name!r}", meant(name, known))
    runs = [name for name in service.environments if name in known]
    misspelt = [name for name in service.environments if name not in known][:_COMPARED]
    meant_there = {nearest(name, known) for name in misspelt}
    for where, name, on_key in _named(service):
        if name not in service.environments and name not in meant_there:  # of those enough is said
            message = f"{service.name} does not run in an environment {name!r}"
            absent = f"add it to the 'environments' of {service.name}, or remove it here"
            yield Problem(where, message, absent if name in known else meant(name, runs), on_key=on_key)


def _named(service: Service) -> Iterator[tuple[Where, str, bool]]:
    """Where an environment of the service is named, and whether by a key."""
    for planned in service.maintenance:
        for index, name in enumerate(planned.environments):
            yield planned.where.at("environments", index), name, False
    for item in service.alerting:
        for name, override in item.environments.items():
            yield override.where, name, True
    for alert in service.alerts:
        for case in alert.tests:
            if case.environment:
                yield case.where.at("environment"), case.environment, False
