"""An address in a page opens a panel and variables that the cockpit has."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.conventions import names
from avionics.links import url
from avionics.lint import patches
from avionics.lint.addressed import Opened, known, told
from avionics.lint.engine import Problem, meant, rule
from avionics.model.catalog import Catalog
from avionics.model.playbook import CockpitLink
from avionics.plan.values import Plan

_SHOWN = 3
_AGAIN = "open the panel in the cockpit and copy its address again"


@rule("error", "addresses of cockpits in pages open a panel and variables that there are")
def check(opened: Opened, catalog: Catalog) -> Iterator[Problem]:
    """Looks at addresses in the pages of its service and of others, where all that the cockpit holds is known."""
    plan = opened.plan
    links = [link for link in opened.links if known(link, catalog)]
    if not patches.changes(plan, "/panels"):
        titles = {names.panel_id(plan.cockpit.uid, panel.key): panel.title for panel in plan.cockpit.panels()}
        for link in links:
            yield from _panel(link, plan, titles, catalog)
    if not patches.changes(plan, "/templating"):
        variables = {variable.name for variable in plan.cockpit.variables}
        for link in links:
            yield from _unknown(link, variables)


def _panel(link: CockpitLink, plan: Plan, titles: dict[int, str], catalog: Catalog) -> Iterator[Problem]:
    if link.opens.panel is not None and link.opens.panel not in titles:
        message = f"the cockpit of {link.service} has no panel {link.opens.panel}"
        yield told(link, "viewPanel=", message, _led_to(link, plan, titles, catalog))


def _led_to(link: CockpitLink, plan: Plan, titles: dict[int, str], catalog: Catalog) -> str:
    """The panels of the alerts that lead to the page, since of these it speaks."""
    page = link.where.path.removeprefix("playbooks/")
    keys = (alert.panel for alert in plan.alerts() if alert.playbook.partition("#")[0] == page)
    found = dict.fromkeys(names.panel_id(plan.cockpit.uid, key) for key in keys)
    if not found and page.startswith(f"{link.service}/") and catalog.pages[page].kind == "Playbook":
        return f"no objective or alert of {link.service} has this page: name it after one, or remove it; or {_AGAIN}"
    there = [f"viewPanel={panel} ({titles[panel]})" for panel in found if panel in titles]
    return f"write {' or '.join(there[:_SHOWN])}" if there else _AGAIN


def _unknown(link: CockpitLink, variables: set[str]) -> Iterator[Problem]:
    for name in dict(link.opens.variables):
        if name not in variables:
            message = f"the cockpit of {link.service} has no variable {name!r}"
            yield told(link, f"var-{url.encode(name)}=", message, meant(name, variables))
