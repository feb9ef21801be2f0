"""A page that was copied from another service leads to the cockpit of its own."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.conventions import names
from avionics.lint.addressed import Addressed, known, told
from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog


@rule("warning", "a page that shows an alert's panel shows that of its own service")
def check(addressed: Addressed, catalog: Catalog) -> Iterator[Problem]:
    """Looks at pages that open cockpits of others alone, and there a panel called as that of the alert that leads here.
    Beside their own they may well show how another service does.
    """
    page, plan = addressed.page, addressed.plan
    if plan is None or not page.cockpits or any(link.service == plan.service.name for link in page.cockpits):
        return
    keys = {alert.panel for alert in plan.alerts() if alert.playbook.partition("#")[0] == page.path}
    for link in page.cockpits:
        if not known(link, catalog):
            continue
        uid = names.cockpit_uid(link.service)
        same = next((key for key in keys if names.panel_id(uid, key) == link.opens.panel), "")
        if same:
            own = names.panel_id(plan.cockpit.uid, same)
            message = f"this opens the cockpit of {link.service}, and nothing here that of {plan.service.name}"
            help_ = f"write {plan.cockpit.uid} and viewPanel={own}, or keep it and add the address of that panel"
            yield told(link, link.opens.uid, message, help_)
