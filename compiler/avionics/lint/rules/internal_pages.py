"""Internal environments never page, and no spec says they do."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.alert import Alert
from avionics.model.catalog import Catalog
from avionics.model.service import Service


@rule("error", "no spec asks for pages from an internal environment")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at stages written for internal environments; what holds everywhere is lowered by itself."""
    environments = catalog.project.known(service.environments)
    internal = {environment.name for environment in environments if not environment.may_page}
    for item in service.alerting if internal else ():
        if isinstance(item, Alert) and item.severity != "page":
            continue
        for name, override in item.environments.items():
            if name in internal and override.stage == "page":
                message = f"{name} is an internal environment: nobody is woken for it"
                yield Problem(override.where.at("stage"), message, "write 'stage: ticket'")
