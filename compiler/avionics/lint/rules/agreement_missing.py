"""Who is woken at night agreed to it: an objective that pages for customers has an agreement."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.model.slo import Slo
from avionics.plan.objective import objective


@rule("warning", "objectives that page for customers were agreed to")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at objectives at stage page in an environment of customers, unless the project leaves agreements open."""
    if catalog.project.agreements == "optional":
        return
    for slo in service.slos:
        places = [name for name in service.environments if _pages(service, slo, name, catalog)]
        if slo.agreement is None and places:
            message = f"{slo.name!r} pages in {', '.join(places)}, and nobody agreed to it"
            teams = ", ".join(dict.fromkeys((service.dev, service.sre)))
            help_ = (
                f"let its owners agree: 'agreement: {{approvers: [{teams}], on: {catalog.today}}}', or lower its stage"
            )
            yield Problem(slo.where.at("name"), message, help_)


def _pages(service: Service, slo: Slo, name: str, catalog: Catalog) -> bool:
    """Whether a tier of the objective pages in an environment of customers."""
    environment = catalog.project.environment(name)
    if environment is None or environment.audience != "customer":
        return False
    aim = objective(service.name, slo, environment, catalog.project)
    return aim.stage == "page" and any(tier.severity == "page" for tier in aim.tiers())
