"""An address in a page fills in variables that the cockpit has, with values that they can have."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from avionics.conventions import names
from avionics.links import url
from avionics.lint import patches
from avionics.lint.addressed import Opened, known, listed, running, told
from avionics.lint.engine import Problem, meant, rule
from avionics.model.catalog import Catalog
from avionics.model.playbook import CockpitLink
from avionics.model.project import Environment

_BY_GRAFANA = "orgId="
"""Stands in addresses that Grafana wrote itself. These may call a data source by its name, which nobody knows here."""


@rule("error", "addresses of cockpits in pages fill in variables that there are, with values of one environment")
def check(opened: Opened, catalog: Catalog) -> Iterator[Problem]:
    """Looks at addresses in the pages of its service and of others, where all that the cockpit holds is known."""
    plan = opened.plan
    if patches.changes(plan, "/templating"):
        return
    variables = {variable.name for variable in plan.cockpit.variables}
    environments = running(plan.service.name, catalog)
    for link in opened.links:
        if known(link, catalog):
            yield from _unknown(link, variables)
            yield from _impossible(link, environments)


def _unknown(link: CockpitLink, variables: set[str]) -> Iterator[Problem]:
    for name in dict(link.opens.variables):
        if name not in variables:
            message = f"the cockpit of {link.service} has no variable {name!r}"
            yield told(link, f"var-{url.encode(name)}=", message, meant(name, variables))


def _impossible(link: CockpitLink, environments: tuple[Environment, ...]) -> Iterator[Problem]:
    """Values of which nothing would be seen, but for those that mean several."""
    filled = [(one, _filled(one)) for one in environments]
    differing = [
        {name for name, value in link.opens.variables if fills.get(name, value) != value} for _, fills in filled
    ]
    for name, value in link.opens.variables:
        possible = {fills[name] for _, fills in filled if name in fills}
        by_its_name = name == names.DATASOURCE_VARIABLE and _BY_GRAFANA in link.address
        if possible and value not in possible and not by_its_name and not value.startswith(("$", "{")):
            fitting = [one for (one, _), differs in zip(filled, differing, strict=True) if differs == {name}]
            help_ = f"write {listed(fitting, partial(_fills, name))}" if fitting else meant(value, possible)
            written = f"var-{url.encode(name)}={url.encode(value)}"
            yield told(link, written, f"{name} is never {value!r} in the cockpit of {link.service}", help_)


def _filled(environment: Environment) -> dict[str, str]:
    """The variables that an environment fills in."""
    return {names.DATASOURCE_VARIABLE: environment.prometheus, **dict(environment.matchers + environment.labels)}


def _fills(name: str, environment: Environment) -> str:
    return _filled(environment)[name]
