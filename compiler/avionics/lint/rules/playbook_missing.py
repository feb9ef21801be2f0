"""Every alert has a playbook: the page exists, and so does the heading it names."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.alerting import alerting
from avionics.lint.engine import Problem, rule
from avionics.lint.references import missing
from avionics.model.catalog import Catalog
from avionics.model.service import Service

_RUNBOOK = "write it: a page of 'kind: Runbook' that says when it 'expires' and what its 'exit' is"


@rule("error", "the playbook and the runbook of every objective and alert exist, and the heading they name")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at objectives, alerts and their runbooks."""
    unwritten = {path for one in alerting(service) if (path := one.playbook.partition("#")[0]) not in catalog.pages}
    alone = f"write it: avionics new playbook {min(unwritten, default='')}"
    write = "write it and the others: avionics new playbook --missing" if len(unwritten) > 1 else alone
    for item in alerting(service):
        yield from missing(item.where.at("playbook"), "playbook", item.playbook, catalog, write, service=service.name)
    for alert in service.alerts:
        if alert.runbook:
            where = alert.where.at("runbook")
            yield from missing(where, "runbook", alert.runbook, catalog, _RUNBOOK, service=service.name)
