"""Where the links of alerts lead: known before a cockpit is drawn, so that rules alone are proved without it."""

from __future__ import annotations

from avionics.conventions import names
from avionics.model.alert import Alert
from avionics.model.cockpit import WrittenRow
from avionics.model.service import Service


def led_to(service: Service) -> frozenset[str]:
    """The keys of the panels in the cockpit of `service` that alerts can lead to."""
    hidden = service.cockpit.hide if service.cockpit else ()
    keys = {names.written_panel(row.title, panel.title) for row in _rows(service) for panel in row.panels}
    if "objectives" not in hidden:
        keys |= {key(slo.name) for slo in service.slos for key in (names.slo_panel, names.traffic_panel)}
    if "alerts" not in hidden:
        keys |= {names.alert_panel(alert.name) for alert in unshown(service)}
    return frozenset(keys)


def unshown(service: Service) -> tuple[Alert, ...]:
    """The alerts that no written panel shows: the row of alerts has a panel for each."""
    shown = {panel.alert for row in _rows(service) for panel in row.panels}
    return tuple(alert for alert in service.alerts if alert.name not in shown)


def panel_of(alert: Alert, service: Service) -> str:
    """The key of the panel that shows an alert: the one written for it, else the standard one."""
    for row in _rows(service):
        for panel in row.panels:
            if panel.alert == alert.name:
                return names.written_panel(row.title, panel.title)
    return names.alert_panel(alert.name)


def _rows(service: Service) -> tuple[WrittenRow, ...]:
    return service.cockpit.rows if service.cockpit else ()
