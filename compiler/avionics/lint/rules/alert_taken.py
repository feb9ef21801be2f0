"""No route of the platform team's part takes an alert before its own team is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.finding import Label
from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.plan.routes.taken import Taken, declared, taken
from avionics.plan.values import Plan

_HELP = (
    "add the matcher stage=\"\" to the route: every alert of ours has a stage; or 'continue: true', so that both are "
    "told"
)


@rule("error", "no route that is tried before ours takes an alert from the receiver it is for")
def check(plan: Plan, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the routes of the file in `alertmanager: {base: ...}`; those without a matcher are told with it."""
    routes = tuple(route for route in catalog.project.routes_before if route.matchers or not route.readable)
    for one in taken(plan.service, plan.alerts(), routes) if routes else ():
        yield Problem(one.route.where, _said(one), _HELP, also=(Label(one.alert.where, "this alert"),))


def _said(one: Taken) -> str:
    alert = one.alert
    name = f"{alert.name} {alert.window}".strip()
    where = ", ".join(f"{label} is {value!r}" for label, value in one.assumed)
    places = f"{alert.environment}{' where ' if where else ''}{where}"
    return f"{name} in {places} ends at this route: {', '.join(one.receivers)} is told, and {declared(alert)} is not"
