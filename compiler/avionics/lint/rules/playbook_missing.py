"""Every alert has a playbook: the page exists, and so does the heading it names."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.references import missing
from avionics.model.catalog import Catalog
from avionics.model.service import Service


@rule("error", "the playbook and the runbook of every objective and alert exist, and the heading they name")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at objectives, alerts and their runbooks."""
    for slo in service.slos:
        yield from missing(slo.where.at("playbook"), "playbook", slo.playbook, catalog)
    for alert in service.alerts:
        yield from missing(alert.where.at("playbook"), "playbook", alert.playbook, catalog)
        if alert.runbook:
            yield from missing(alert.where.at("runbook"), "runbook", alert.runbook, catalog)
