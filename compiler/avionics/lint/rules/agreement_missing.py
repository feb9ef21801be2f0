"""Who is woken at night agreed to it: an objective that pages for customers has an agreement."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.model.slo import Slo


@rule("warning", "objectives that page for customers were agreed to")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at objectives at stage page in an environment of customers, unless the project leaves agreements open."""
    if catalog.project.agreements == "optional":
        return
    for slo in service.slos:
        places = [name for name in service.environments if _pages(slo, name, catalog)]
        if slo.agreement is None and places:
            message = f"{slo.name!r} pages in {', '.join(places)}, and nobody agreed to it"
            teams = ", ".join(dict.fromkeys((service.dev, service.sre)))
            help_ = (
                f"let its owners agree: 'agreement: {{approvers: [{teams}], on: {catalog.today}}}', or lower its stage"
            )
            yield Problem(slo.where.at("name"), message, help_)


def _pages(slo: Slo, name: str, catalog: Catalog) -> bool:
    environment, override = catalog.project.environment(name), slo.environments.get(name)
    stage = override.stage if override and override.stage else slo.stage
    return environment is not None and environment.audience == "customer" and stage == "page"
