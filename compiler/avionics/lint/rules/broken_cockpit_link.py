"""An address in a page opens a cockpit that there is, as one of its environments fills it in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from avionics.conventions import names
from avionics.links import url
from avionics.lint import patches
from avionics.lint.addressed import Addressed, known, listed, ours, running, told
from avionics.lint.engine import Problem, meant, rule
from avionics.model.catalog import Catalog
from avionics.model.playbook import CockpitLink
from avionics.model.project import Environment
from avionics.plan.values import Plan

_BY_GRAFANA = "orgId="
"""Stands in addresses that Grafana wrote itself. These may call a data source by its name, which nobody knows here."""


@rule("error", "addresses of cockpits in pages open the cockpit of a service, in an environment that it has")
def check(addressed: Addressed, catalog: Catalog) -> Iterator[Problem]:
    """Looks at addresses in the Grafana of any environment; whether it is still there, stale-address says."""
    for link in addressed.page.cockpits:
        if known(link, catalog):
            if not _patched(link, addressed.plan):
                yield from _impossible(link, running(link.service, catalog))
        elif link.service not in catalog.services and ours(link, catalog):
            message = f"there is no service {link.service!r}, and so no cockpit {link.opens.uid!r}"
            yield told(link, link.opens.uid, message, meant(link.service, catalog.services))


def _patched(link: CockpitLink, plan: Plan | None) -> bool:
    """Whether it opens the own cockpit, and the patch of that may let variables have any value."""
    return plan is not None and plan.service.name == link.service and patches.changes(plan, "/templating")


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
