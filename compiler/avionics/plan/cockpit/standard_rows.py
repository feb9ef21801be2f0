"""The standard rows of every cockpit beside its objectives."""

from __future__ import annotations

from avionics.conventions import names
from avionics.model.alert import Alert
from avionics.model.catalog import Catalog, Profile
from avionics.model.service import Link, Service
from avionics.plan.alerts.led_to import unshown
from avionics.plan.alerts.oncall import oncall_text
from avionics.plan.alerts.query import expression, is_whole, legend
from avionics.plan.cockpit.thresholds import alert_thresholds
from avionics.plan.objectives.surroundings import drawn
from avionics.plan.values import Panel, Query, Row, Threshold
from avionics.promql.text.edit import Around

_ALLOWED = (Threshold(None, "green"), Threshold(1, "orange"))
"""Of a burn rate: above 1 the budget will not last. Where alerts fire differs by objective, and so has no line."""


def alerts_row(service: Service, around: Around) -> Row:
    """One panel for each alert that no written panel shows: its expression and its threshold."""
    panels = tuple(_alert_panel(alert, around) for alert in unshown(service))
    return Row("alerts", "Alerts", False, panels)


def _alert_panel(alert: Alert, around: Around) -> Panel:
    waits = f" after {alert.for_}" if alert.for_ else ""
    empty = " Draws only what meets its condition." if is_whole(alert) else ""
    return Panel(
        alert.where, names.alert_panel(alert.name), "timeseries", alert.title,
        f"{alert.impact.rstrip('.')}. Fires {alert.name}{waits}.{empty}",
        (Query(expression(alert, around), legend(alert)),), alert.unit,
        thresholds=alert_thresholds(alert), alerts=(alert.name,), width=8, height=7,
    )  # fmt: skip


def dependencies_row(service: Service, around: Around, catalog: Catalog) -> Row:
    """How fast each service this one needs burns its budgets, with the way to its cockpit."""
    known = [(dependency, catalog.services.get(dependency.service)) for dependency in service.depends_on]
    measured = ((f"{one.impact} dependency", profile) for one, profile in known if profile and profile.slos)
    panels = tuple(_burn_panel(service, profile, role, around) for role, profile in measured)
    return Row("dependencies", "Dependencies", False, panels)


def consumers_row(service: Service, around: Around, catalog: Catalog) -> Row:
    """Who suffers: the services that need a technical one."""
    needing = catalog.consumers.get(service.name, ()) if service.type == "technical" else ()
    known = (catalog.services[name] for name in needing)
    panels = tuple(_burn_panel(service, profile, "consumer", around) for profile in known if profile.slos)
    return Row("consumers", "Consumers", False, panels)


def _burn_panel(service: Service, other: Profile, role: str, around: Around) -> Panel:
    variables = names.DATASOURCE_VARIABLE, *(name for name, _ in around.recorded)
    chosen = "".join(f"&${{{name}:queryparam}}" for name in variables)
    link = Link(f"Cockpit of {other.title}", f"/d/{names.cockpit_uid(other.name)}?${{__url_time_range}}{chosen}")
    return Panel(
        service.where, f"burn/{role.rsplit(' ', maxsplit=1)[-1]}/{other.name}", "timeseries", other.title,
        f"Burn rate of each objective of this {role}; 1 uses up its budget exactly.",
        (Query(f"max by (slo) ({drawn(names.CURRENT_BURN_RATE, around, other.name)})", "{{slo}}"),), "short",
        minimum=0, thresholds=_ALLOWED, links=(link,), width=6, height=6,
    )  # fmt: skip


def oncall_row(service: Service, catalog: Catalog) -> Row:
    """The facts of the on-call checklist."""
    panel = Panel(
        service.where, "oncall", "text", "On call", "Owners, contacts, and what to do first.",
        markdown=oncall_text(service, catalog), width=24, height=8,
    )  # fmt: skip
    return Row("oncall", "On call", False, (panel,))
