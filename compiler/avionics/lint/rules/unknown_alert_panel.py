"""A panel that says which alert it shows names an alert of its service."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.conventions import names
from avionics.lint.engine import Problem, meant, rule
from avionics.lint.expressions import panels
from avionics.model.catalog import Catalog
from avionics.model.service import Service


@rule("error", "the alert that a panel shows is one of its service")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at `alert` of written panels; the burn alerts of objectives count."""
    del catalog
    burns = {names.burn_alert(service.name, slo.name) for slo in service.slos}
    known = {alert.name for alert in service.alerts} | burns
    for panel in panels(service):
        if panel.alert and panel.alert not in known:
            message = f"{service.name} has no alert {panel.alert!r}"
            yield Problem(panel.where.at("alert"), message, meant(panel.alert, known))
        elif panel.alert in burns and not {"expr", "queries"} & panel.fields.keys():
            message = f"{panel.alert} compares several series: this panel needs an expr to draw"
            yield Problem(panel.where.at("alert"), message, "leave it out: the row Objectives shows every objective")
