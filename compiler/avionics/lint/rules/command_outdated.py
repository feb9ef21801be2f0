"""A command that a page tells to type names an objective or alert that there is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.conventions import names
from avionics.lint.addressed import Addressed
from avionics.lint.engine import Problem, meant, rule
from avionics.model.catalog import Catalog
from avionics.place import Where
from avionics.plan.values import Plan

_COMMAND = re.compile(r"avionics (?:explain|slo simulate) ([A-Za-z][A-Za-z0-9/-]*)")


@rule("warning", "commands in pages name objectives and alerts that there are")
def check(addressed: Addressed, catalog: Catalog) -> Iterator[Problem]:
    """Looks at pages that lead to cockpits or logs, as those that were begun by command do; and at names there that
    are of their own service, since only those of a service that is read whole are all known.
    """
    page, plan = addressed.page, addressed.plan
    if plan is None or "avionics " not in page.body:
        return
    lines = enumerate(page.body.split("\n"), page.first)
    for line, text in [(line, text) for line, text in lines if "avionics " in text]:
        for command in _COMMAND.finditer(text):
            name = command[1]
            if _own(name, plan.service.name, catalog) and name not in (known := _known(plan, "/" in name)):
                where = Where(page.where.path, line=line, column=command.start(1) + 1)
                message = f"{plan.service.name} has no objective or alert {name!r}"
                yield Problem(where, message, meant(name, known), (0, len(name)))


def _known(plan: Plan, full: bool) -> list[str]:
    """All that the service has: in `full`, which is its own name and the item's, or as alerts are called."""
    service = plan.service
    written = [alert.name for alert in service.alerts]
    if full:
        return [f"{service.name}/{name}" for name in (*(slo.name for slo in service.slos), *written)]
    return sorted({*written, *(alert.name for alert in plan.alerts())})


def _own(name: str, service: str, catalog: Catalog) -> bool:
    """Whether a name is that of something of `service`: `web/open`, `WebDown`; `WebShopDown` is of `web-shop`."""
    if "/" in name or name.islower():
        return name.startswith(f"{service}/")
    words = names.hyphened(name).split("-")
    begins = ("-".join(words[:end]) for end in range(len(words), 0, -1))
    return next((begun for begun in begins if begun in catalog.services), "") == service
