"""Who is woken at night agreed to it: an objective that pages for customers has an agreement."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.plan.objective import Objective
from avionics.plan.values import Plan


@rule("warning", "objectives that page for customers were agreed to")
def check(plan: Plan, catalog: Catalog) -> Iterator[Problem]:
    """Looks at objectives at stage page in an environment of customers, unless the project leaves agreements open."""
    if catalog.project.agreements == "optional":
        return
    for aims in plan.objectives:
        slo, places = aims[0].slo, [aim.environment.name for aim in aims if _pages(aim)]
        if slo.agreement is None and places:
            message = f"{slo.name!r} pages in {', '.join(places)}, and nobody agreed to it"
            teams = ", ".join(dict.fromkeys((plan.service.dev, plan.service.sre)))
            help_ = (
                f"let its owners agree: 'agreement: {{approvers: [{teams}], on: {catalog.today}}}', or lower its stage"
            )
            yield Problem(slo.where.at("name"), message, help_)


def _pages(aim: Objective) -> bool:
    """Whether a tier of the objective pages for customers."""
    for_customers = aim.environment.audience == "customer"
    return for_customers and aim.stage == "page" and any(tier.severity == "page" for tier in aim.tiers)
