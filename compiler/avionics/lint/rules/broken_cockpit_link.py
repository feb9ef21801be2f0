"""An address in a page opens a cockpit that there is, and in it a panel and variables that there are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from avionics.conventions import names
from avionics.links import url
from avionics.lint.addressed import Addressed, alike, grafana_of, listed, running, told
from avionics.lint.engine import Problem, meant, rule
from avionics.model.catalog import Catalog
from avionics.model.playbook import CockpitLink, Page
from avionics.model.project import Environment
from avionics.plan.values import Plan

_SHOWN = 3
_AGAIN = "open the panel in the cockpit and copy its address again"
_BY_GRAFANA = "orgId="
"""Stands in addresses that Grafana wrote itself. These may call a data source by its name, which nobody knows here."""


@rule("error", "addresses of cockpits in pages open a cockpit, a panel and variables that there are")
def check(addressed: Addressed, catalog: Catalog) -> Iterator[Problem]:
    """Looks at addresses in the Grafana of any environment; whether it is still there, stale-address says. What a
    cockpit holds depends on its environments: where one of them is unknown, that is what must be put right."""
    for link in addressed.page.cockpits:
        if not any(alike(link.opens.base, grafana_of(one)) for one in catalog.project.environments):
            continue
        if link.service in catalog.services:
            if len(running(link.service, catalog)) == len(catalog.services[link.service].environments):
                yield from _opened(link, addressed, catalog)
        else:
            message = f"there is no service {link.service!r}, and so no cockpit {link.opens.uid!r}"
            yield told(link, link.opens.uid, message, meant(link.service, catalog.services))


def _opened(link: CockpitLink, addressed: Addressed, catalog: Catalog) -> Iterator[Problem]:
    """Of the cockpit of another service only what its environments fill in is known here."""
    own = addressed.plan if addressed.plan and addressed.plan.service.name == link.service else None
    if own and not _patched(own, "/panels"):
        yield from _panel(link, own, addressed.page)
    if own and _patched(own, "/templating"):
        return
    if own:
        yield from _unknown(link, {variable.name for variable in own.cockpit.variables})
    yield from _impossible(link, running(link.service, catalog))


def _patched(plan: Plan, part: str) -> bool:
    """Whether a patch may put anything into this part of the cockpit."""
    return any(str(change.get("path", "")).startswith(part) for change in plan.cockpit.patch)


def _panel(link: CockpitLink, plan: Plan, page: Page) -> Iterator[Problem]:
    if link.opens.panel is None:
        return
    titles = {names.panel_id(plan.cockpit.uid, panel.key): panel.title for panel in plan.cockpit.panels()}
    if link.opens.panel not in titles:
        message = f"the cockpit of {link.service} has no panel {link.opens.panel}"
        yield told(link, "viewPanel=", message, _led_to(plan, page, titles))


def _led_to(plan: Plan, page: Page, titles: dict[int, str]) -> str:
    """The panels of the alerts that lead to the page, since of these it speaks."""
    keys = (alert.panel for alert in plan.alerts() if alert.playbook.partition("#")[0] == page.path)
    found = dict.fromkeys(names.panel_id(plan.cockpit.uid, key) for key in keys)
    if not found and page.kind == "Playbook":
        return (
            f"no objective or alert of {plan.service.name} has this page: name it after one, or remove it; or {_AGAIN}"
        )
    there = [f"viewPanel={panel} ({titles[panel]})" for panel in found if panel in titles]
    return f"write {' or '.join(there[:_SHOWN])}" if there else _AGAIN


def _unknown(link: CockpitLink, known: set[str]) -> Iterator[Problem]:
    for name in dict(link.opens.variables):
        if name not in known:
            message = f"the cockpit of {link.service} has no variable {name!r}"
            yield told(link, f"var-{url.encode(name)}=", message, meant(name, known))


def _impossible(link: CockpitLink, environments: tuple[Environment, ...]) -> Iterator[Problem]:
    """Values of which nothing would be seen, but for those that mean several."""
    filled = [(one, _filled(one)) for one in environments]
    differing = [
        {name for name, value in link.opens.variables if fills.get(name, value) != value} for _, fills in filled
    ]
    for name, value in link.opens.variables:
        known = {fills[name] for _, fills in filled if name in fills}
        by_its_name = name == names.DATASOURCE_VARIABLE and _BY_GRAFANA in link.address
        if known and value not in known and not by_its_name and not value.startswith(("$", "{")):
            fitting = [one for (one, _), differs in zip(filled, differing, strict=True) if differs == {name}]
            help_ = f"write {listed(fitting, partial(_fills, name))}" if fitting else meant(value, known)
            written = f"var-{url.encode(name)}={url.encode(value)}"
            yield told(link, written, f"{name} is never {value!r} in the cockpit of {link.service}", help_)


def _filled(environment: Environment) -> dict[str, str]:
    """The variables that an environment fills in."""
    return {names.DATASOURCE_VARIABLE: environment.prometheus, **dict(environment.matchers + environment.labels)}


def _fills(name: str, environment: Environment) -> str:
    return _filled(environment)[name]
