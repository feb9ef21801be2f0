"""Services run in environments of the project, and overrides are for environments of the service."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.alerting import alerting
from avionics.lint.engine import Problem, meant, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service


@rule("error", "environments are declared, and overrides are for those the service runs in")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the environments of the service, of its maintenance, and at the overrides of objectives and alerts."""
    known = [environment.name for environment in catalog.project.environments]
    for index, name in enumerate(service.environments):
        if name not in known:
            where = service.where.at("environments", index)
            yield Problem(where, f"there is no environment {name!r}", meant(name, known))
    for planned in service.maintenance:
        for index, name in enumerate(planned.environments):
            if name not in service.environments:
                message = f"{service.name} does not run in an environment {name!r}"
                where = planned.where.at("environments", index)
                yield Problem(where, message, meant(name, service.environments))
    for item in alerting(service):
        for name, override in item.environments.items():
            if name not in service.environments:
                message = f"{service.name} does not run in an environment {name!r}"
                yield Problem(override.where, message, meant(name, service.environments), on_key=True)
