"""A panel that says which alert it shows names an alert of its service."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.conventions import names
from avionics.lint.engine import Problem, meant, rule
from avionics.lint.expressions import panels
from avionics.model.cockpit import WrittenPanel
from avionics.model.service import Service
from avionics.model.slo import Slo
from avionics.plan.alerts.absence import absence_names


@rule("error", "the alert that a panel shows is one that was written for its service")
def check(service: Service) -> Iterator[Problem]:
    """Looks at `alert` of written panels; the alerts of an objective open its standard panels, whoever names them."""
    known = {alert.name for alert in service.alerts}
    for panel in panels(service):
        if panel.alert and panel.alert not in known:
            yield _unknown(panel, service, known)


def _unknown(panel: WrittenPanel, service: Service, known: set[str]) -> Problem:
    where = panel.where.at("alert")
    slo = next((slo for slo in service.slos if panel.alert in _of(slo, service)), None)
    if slo is None:
        return Problem(where, f"{service.name} has no alert {panel.alert!r}", meant(panel.alert, known))
    message = f"{panel.alert} is of the objective {slo.name!r}: its links open the row Objectives, and never this panel"
    return Problem(where, message, "leave it out: that row shows every objective")


def _of(slo: Slo, service: Service) -> tuple[str, ...]:
    return (names.burn_alert(service.name, slo.name), *absence_names(service.name, slo))
