"""A page that was copied from another service leads to the cockpit of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from avionics.conventions import names
from avionics.lint.addressed import Addressed, known, told
from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog


@rule("warning", "a page that shows an alert's panel shows that of its own service")
def check(addressed: Addressed, catalog: Catalog) -> Iterator[Problem]:
    """Looks at pages that open cockpits of others alone, and there a panel called as that of the alert that leads here.
    Beside their own they may well show how another service does, and those of what they need or serve by themselves.
    """
    page, plan = addressed.page, addressed.plan
    if plan is None or not page.cockpits or any(link.service == plan.service.name for link in page.cockpits):
        return
    keys = {alert.panel for alert in plan.alerts() if alert.playbook.partition("#")[0] == page.path}
    strange = {link.service for link in page.cockpits} - _near(plan.service.name, catalog)
    alike = {service: _panels(names.cockpit_uid(service), keys) for service in strange}
    for link in page.cockpits:
        same = alike.get(link.service, {}).get(link.opens.panel)
        if same is not None and known(link, catalog):
            own = names.panel_id(plan.cockpit.uid, same)
            message = f"this opens the cockpit of {link.service}, and nothing here that of {plan.service.name}"
            help_ = f"write {plan.cockpit.uid} and viewPanel={own}, or keep it and add the address of that panel"
            yield told(link, link.opens.uid, message, help_)


def _panels(uid: str, keys: Iterable[str]) -> dict[int | None, str]:
    """The keys of panels by the ids that a cockpit gives them."""
    return {names.panel_id(uid, key): key for key in keys}


def _near(service: str, catalog: Catalog) -> set[str]:
    """The services that one needs or is made of, and those that need it: in their cockpits causes are looked for."""
    profile = catalog.services[service]
    parts = (part.partition("/")[0] for _, part, *_ in profile.parts)
    return {*(name for name, _ in profile.depends_on), *parts, *catalog.consumers.get(service, ())}
