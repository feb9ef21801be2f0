"""Who is woken at night agreed to it: what pages for customers has an agreement of the team that is paged."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.alert import Alert
from avionics.model.catalog import Catalog
from avionics.model.slo import Slo
from avionics.plan.alerts.severity import told
from avionics.plan.objectives.objective import Objective
from avionics.plan.values import Plan

_ELSEWHERE = "where agreements are kept elsewhere, write 'agreements: optional' in avionics.yaml"


@rule("warning", "objectives and alerts that page for customers were agreed to by who is paged")
def check(plan: Plan, catalog: Catalog) -> Iterator[Problem]:
    """Looks at what pages in an environment of customers, unless the project leaves agreements open."""
    if catalog.project.agreements == "optional":
        return
    woken = told(plan.service, "page")
    for aims in plan.objectives:
        if not _agreed(aims[0].slo, woken):
            places = [aim.environment.name for aim in aims if _pages(aim)]
            yield from _missing(aims[0].slo, places, woken, plan, catalog)
    for alert in plan.service.alerts:
        if alert.severity == "page" and not _agreed(alert, woken):
            yield from _missing(alert, _paged(alert, plan), woken, plan, catalog)


def _agreed(item: Slo | Alert, woken: str) -> bool:
    return item.agreement is not None and woken in item.agreement.approvers


def _missing(item: Slo | Alert, places: list[str], woken: str, plan: Plan, catalog: Catalog) -> Iterator[Problem]:
    """A service that was handed over wakes a team that its agreements may not know."""
    if not places:
        return
    if item.agreement:
        message = f"{item.name!r} pages {woken} in {', '.join(places)}, which did not agree to it"
        help_ = f"ask {woken}, then add it and write the day of its yes into 'on'; or lower the stage"
        yield Problem(item.agreement.where.at("approvers"), message, help_)
    else:
        message = f"{item.name!r} pages in {', '.join(places)}, and nobody agreed to it"
        teams = ", ".join(dict.fromkeys((plan.service.dev, plan.service.sre)))
        agreed = f"'agreement: {{approvers: [{teams}], on: {catalog.today}}}'"
        help_ = f"let its owners agree: {agreed}, or lower its stage; {_ELSEWHERE}"
        yield Problem(item.where.at("name"), message, help_)


def _pages(aim: Objective) -> bool:
    """Whether a tier of the objective pages for customers."""
    for_customers = aim.environment.audience == "customer"
    return for_customers and aim.stage == "page" and any(tier.severity == "page" for tier in aim.tiers)


def _paged(alert: Alert, plan: Plan) -> list[str]:
    """The environments of customers in which an alert pages."""
    for_customers = (one for one in plan.environments if one.environment.audience == "customer")
    paging = ((one, planned) for one in for_customers for planned in one.alerts() if planned.severity == "page")
    return [one.environment.name for one, planned in paging if planned.where == alert.where]
