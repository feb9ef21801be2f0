"""The standard rows of every cockpit."""

from __future__ import annotations

from avionics.conventions import names
from avionics.model.catalog import Catalog, Profile
from avionics.model.service import Link, Service
from avionics.model.slo import Slo
from avionics.plan.alert_query import expression, legend
from avionics.plan.oncall import oncall_text
from avionics.plan.thresholds import alert_thresholds, burn_thresholds
from avionics.plan.values import Panel, Query, Row, Threshold
from avionics.promql.duration import text
from avionics.promql.edit import Around, Matchers
from avionics.promql.number import number
from avionics.slis import routes

_SHOWN = ("5m", "1h", "6h", "3d")
"""Windows of the error ratio that are drawn."""

_BURNING = (Threshold(None, "green"), Threshold(1, "orange"), Threshold(14.4, "red"))
"""Of a burn rate: above 1 the budget will not last, at 14.4 the fastest tier fires."""


def _recorded(metric: str, recorded: Matchers, service: str, slo: str = "", by: tuple[str, ...] = ()) -> str:
    own: Matchers = ((names.SERVICE, f'="{service}"'),) + (((names.SLO, f'="{slo}"'),) if slo else ())
    groups: Matchers = tuple((label, f'=~"${label}"') for label in by)
    return f"{metric}{{{','.join(name + rest for name, rest in own + recorded + groups)}}}"


def objectives_row(service: Service, recorded: Matchers) -> Row:
    """One line for each objective: budget left, burn rate, errors against the thresholds of its alerts, traffic."""
    panels = tuple(panel for slo in service.slos for panel in _objective_line(service, slo, recorded))
    return Row("objectives", "Objectives", False, panels)


def _objective_line(service: Service, slo: Slo, recorded: Matchers) -> tuple[Panel, ...]:
    def series(metric: str) -> str:
        return _recorded(metric, recorded, service.name, slo.name, slo.by)

    apart = " ".join(f"{{{{{label}}}}}" for label in slo.by)
    promise = f"{number(slo.objective)} % good over {text(slo.window)}"
    burn = (names.burn_alert(service.name, slo.name),)
    return (
        Panel(
            slo.where, f"slo/{slo.name}/budget", "stat", f"{slo.title}: budget left",
            f"What is left of the error budget ({promise}). Below 0 the promise is broken.",
            (Query(f"min({series(names.BUDGET_REMAINING)})", instant=True),), "percentunit",
            thresholds=(Threshold(None, "red"), Threshold(0, "orange"), Threshold(0.25, "green")), width=4, height=7,
        ),
        Panel(
            slo.where, f"slo/{slo.name}/rate", "stat", f"{slo.title}: burn rate",
            "How many times faster than allowed errors come now (5 minutes). 1 uses up the budget exactly.",
            (Query(f"max({series(names.CURRENT_BURN_RATE)})", instant=True),), "short",
            thresholds=_BURNING, width=4, height=7,
        ),
        Panel(
            slo.where, names.slo_panel(slo.name), "timeseries", f"{slo.title}: error ratio",
            f"Bad events over all events, by the windows the alerts look at ({promise}). Lines: where pages fire.",
            tuple(Query(series(names.ERROR_RATIO + window), f"{window} {apart}".strip()) for window in _SHOWN),
            "percentunit", minimum=0, thresholds=burn_thresholds(slo), alerts=burn, width=10, height=7,
        ),
        Panel(
            slo.where, f"slo/{slo.name}/traffic", "timeseries", f"{slo.title}: events",
            f"Events a second, and the bad ones among them. {routes.counts(slo.sli_kind, slo.sli)} "
            "No line means nothing was measured.",
            (
                Query(series(f"{names.TOTAL}5m"), f"all {apart}".strip()),
                Query(series(f"{names.ERRORS}5m"), f"bad {apart}".strip()),
            ),
            "reqps", minimum=0, width=6, height=7,
        ),
    )  # fmt: skip


def alerts_row(service: Service, around: Around) -> Row:
    """One panel for each alert that no written panel shows: its expression and its threshold."""
    shown = {panel.alert for row in (service.cockpit.rows if service.cockpit else ()) for panel in row.panels}
    panels = tuple(
        _alert_panel(service, index, around) for index, alert in enumerate(service.alerts) if alert.name not in shown
    )
    return Row("alerts", "Alerts", False, panels)


def _alert_panel(service: Service, index: int, around: Around) -> Panel:
    alert = service.alerts[index]
    return Panel(
        alert.where, names.alert_panel(alert.name), "timeseries", alert.title,
        f"{alert.impact}. Fires {alert.name}" + (f" after {alert.for_}." if alert.for_ else "."),
        (Query(expression(alert, around), legend(alert)),), alert.unit,
        thresholds=alert_thresholds(service, alert.name), alerts=(alert.name,), width=8, height=7,
    )  # fmt: skip


def dependencies_row(service: Service, recorded: Matchers, catalog: Catalog) -> Row:
    """How fast each service this one needs burns its budgets, with the way to its cockpit."""
    known = [(dependency, catalog.services.get(dependency.service)) for dependency in service.depends_on]
    panels = tuple(
        _burn_panel(service, profile, f"{dependency.impact} dependency", recorded)
        for dependency, profile in known
        if profile is not None and profile.slos
    )
    return Row("dependencies", "Dependencies", False, panels)


def consumers_row(service: Service, recorded: Matchers, catalog: Catalog) -> Row:
    """Who suffers: the services that need a technical one."""
    if service.type != "technical":
        return Row("consumers", "Consumers", False, ())
    needing = [
        catalog.services[name] for name in catalog.consumers.get(service.name, ()) if catalog.services[name].slos
    ]
    panels = tuple(_burn_panel(service, profile, "consumer", recorded) for profile in needing)
    return Row("consumers", "Consumers", False, panels)


def _burn_panel(service: Service, other: Profile, role: str, recorded: Matchers) -> Panel:
    chosen = "".join(
        f"&${{{name}:queryparam}}" for name in (names.DATASOURCE_VARIABLE, *(name for name, _ in recorded))
    )
    link = Link(f"Cockpit of {other.title}", f"/d/{names.cockpit_uid(other.name)}?${{__url_time_range}}{chosen}")
    return Panel(
        service.where, f"burn/{role.rsplit(' ', maxsplit=1)[-1]}/{other.name}", "timeseries", other.title,
        f"Burn rate of each objective of this {role}; 1 uses up its budget exactly.",
        (Query(f"max by (slo) ({_recorded(names.CURRENT_BURN_RATE, recorded, other.name)})", "{{slo}}"),), "short",
        minimum=0, thresholds=_BURNING, links=(link,), width=6, height=6,
    )  # fmt: skip


def oncall_row(service: Service, catalog: Catalog) -> Row:
    """The facts of the on-call checklist."""
    panel = Panel(
        service.where, "oncall", "text", "On call", "Owners, contacts, and what to do first.",
        markdown=oncall_text(service, catalog), width=24, height=8,
    )  # fmt: skip
    return Row("oncall", "On call", False, (panel,))
