"""Every alert has a playbook: the page exists, and so does the heading it names."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.references import missing
from avionics.model.catalog import Catalog
from avionics.model.service import Service

_RUNBOOK = "write it: a page of 'kind: Runbook' that says when it 'expires' and what its 'exit' is"


@rule("error", "the playbook and the runbook of every objective and alert exist, and the heading they name")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at objectives, alerts and their runbooks."""
    unwritten = {path for one in service.alerting if (path := one.playbook.partition("#")[0]) not in catalog.pages}
    alone = f"write it: avionics new playbook {min(unwritten, default='')}"
    write = "write it and the others: avionics new playbook --missing" if len(unwritten) > 1 else alone
    left = _left(service, catalog) if len(unwritten) == 1 else ""
    for item in service.alerting:
        where = item.where.at("playbook")
        yield from missing(where, "playbook", item.playbook, catalog, write, service=service.name, left=left)
    for alert in service.alerts:
        if alert.runbook:
            where = alert.where.at("runbook")
            yield from missing(where, "runbook", alert.runbook, catalog, _RUNBOOK, service=service.name)


def _left(service: Service, catalog: Catalog) -> str:
    """The one playbook in the service's folder that the service does not name; "" if there is none, or several."""
    named = {item.playbook.partition("#")[0] for item in service.alerting}
    named |= {reference.partition("#")[0] for reference in service.oncall.given.values()}
    folder = f"{service.name}/"
    mine = (path for path, page in catalog.pages.items() if path.startswith(folder) and page.kind == "Playbook")
    left = [path for path in mine if path not in named]
    return left[0] if len(left) == 1 else ""
