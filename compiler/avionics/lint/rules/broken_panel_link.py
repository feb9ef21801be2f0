"""An address in a page opens a panel that the cockpit has."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.conventions import names
from avionics.lint import patches
from avionics.lint.addressed import Opened, known, told
from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.plan.values import Plan

_SHOWN = 3
_AGAIN = "open the panel in the cockpit and copy its address again"


@rule("error", "addresses of cockpits in pages open a panel that there is")
def check(opened: Opened, catalog: Catalog) -> Iterator[Problem]:
    """Looks at addresses in the pages of its service and of others, where all that the cockpit holds is known."""
    plan = opened.plan
    asked = [link for link in opened.links if link.opens.panel is not None and known(link, catalog)]
    if not asked or patches.changes(plan, "/panels"):
        return
    titles = {names.panel_id(plan.cockpit.uid, panel.key): panel.title for panel in plan.cockpit.panels()}
    astray = [link for link in asked if link.opens.panel not in titles]
    leading = _leading(plan) if astray else {}
    for link in astray:
        message = f"the cockpit of {link.service} has no panel {link.opens.panel}"
        page = link.where.path.removeprefix("playbooks/")
        yield told(link, "viewPanel=", message, _instead(link.service, page, leading.get(page, {}), titles, catalog))


def _leading(plan: Plan) -> dict[str, dict[int, None]]:
    """By page the panels of the alerts that lead there, since of these it speaks."""
    found: dict[str, dict[int, None]] = {}
    for alert in plan.alerts():
        panel = names.panel_id(plan.cockpit.uid, alert.panel)
        found.setdefault(alert.playbook.partition("#")[0], {})[panel] = None
    return found


def _instead(service: str, page: str, leading: dict[int, None], titles: dict[int, str], catalog: Catalog) -> str:
    if not leading and page.startswith(f"{service}/") and catalog.pages[page].kind == "Playbook":
        return f"no objective or alert of {service} has this page: name it after one, or remove it; or {_AGAIN}"
    there = [f"viewPanel={panel} ({titles[panel]})" for panel in leading if panel in titles]
    return f"write {' or '.join(there[:_SHOWN])}" if there else _AGAIN
