"""What a dashboard marks on every graph: when the service's alerts woke somebody."""

from __future__ import annotations

from avionics.conventions import names
from avionics.plan.values import CustomVariable, Plan
from avionics.promql.text.quote import quote
from avionics.targets.grafana.modern import Json
from avionics.targets.grafana.queries import DATASOURCE

# Grafana's own list of annotations. It adds this one itself; said here, a saved dashboard does not differ.
_BUILT_IN: Json = {
    "builtIn": 1,
    "datasource": {"type": "grafana", "uid": "-- Grafana --"},
    "enable": True,
    "hide": True,
    "iconColor": "rgba(0, 211, 255, 1)",
    "name": "Annotations & Alerts",
    "type": "dashboard",
}
_PAGES: Json = {
    "datasource": DATASOURCE,
    "enable": True,
    "hide": False,
    "iconColor": "red",
    "name": "Pages",
    "tagKeys": f"{names.SLO},{names.WINDOW},{names.TEAM}",
    "titleFormat": "{{alertname}}",
}


def marks(plan: Plan) -> list[Json]:
    """The annotations of a service's dashboard."""
    target = {"expr": firing_pages(plan), "interval": "", "refId": "Pages"}
    return [_BUILT_IN, {**_PAGES, "target": target}]


def firing_pages(plan: Plan) -> str:
    """The alerts of the service that page now, in the environment the reader chose."""
    matchers = {"alertstate": "firing", names.SERVICE: plan.service.name, names.SEVERITY: "page"}
    matchers |= {name: f"${name}" for name in _choosable(plan)}
    return f"ALERTS{{{','.join(f'{name}={quote(matchers[name])}' for name in sorted(matchers))}}}"


def _choosable(plan: Plan) -> set[str]:
    """The labels that all environments put on their alerts, and that a variable lets the reader choose."""
    offered = {variable.name for variable in plan.cockpit.variables if isinstance(variable, CustomVariable)}
    labels = ({name for name, _ in planned.environment.labels} for planned in plan.environments)
    return offered.intersection(*labels) if plan.environments else set()
