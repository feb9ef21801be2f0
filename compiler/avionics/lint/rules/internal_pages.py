"""Internal environments never page, and no spec says they do."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service


@rule("error", "no spec asks for pages from an internal environment")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the stages written for internal environments; what holds everywhere is lowered there by itself."""
    found = (catalog.project.environment(name) for name in service.environments)
    internal = {environment.name for environment in found if environment and not environment.may_page}
    alerts = (alert for alert in service.alerts if alert.severity == "page")
    for item in (*service.slos, *alerts) if internal else ():
        for name, override in item.environments.items():
            if name in internal and override.stage == "page":
                message = f"{name} is an internal environment: nobody is woken for it"
                yield Problem(override.where.at("stage"), message, "write 'stage: ticket'")
