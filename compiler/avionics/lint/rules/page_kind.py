"""What an alert names as its playbook is one, and what it names as its runbook is a runbook."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.place import Where

_HELP = {
    "playbook": "a runbook is temporary: write a playbook, and name the runbook beside it, as 'runbook' of an alert",
    "runbook": "a playbook is named by 'playbook'; a runbook has 'kind: Runbook', 'expires' and 'exit'",
}


@rule("error", "what is named as a playbook is a playbook, and what is named as a runbook is a runbook")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the kind of the pages that objectives and alerts lead to."""
    for item in service.alerting:
        yield from _other(item.where, "playbook", item.playbook, catalog)
    for alert in service.alerts:
        yield from _other(alert.where, "runbook", alert.runbook, catalog)


def _other(where: Where, what: str, reference: str, catalog: Catalog) -> Iterator[Problem]:
    """The problem that a page is of the other kind; whether there is one is the rule playbook-missing's to say."""
    path = reference.partition("#")[0]
    page = catalog.pages.get(path)
    if page is not None and page.kind.lower() != what:
        yield Problem(where.at(what), f"playbooks/{path} is a {page.kind}, and a {what} is expected", _HELP[what])
