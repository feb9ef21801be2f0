"""Hand-made plans, and the dashboards that the target `grafana` makes of them."""

from __future__ import annotations

import json
from typing import Any

from msgspec.structs import replace

from avionics.model.logs import Logs
from avionics.model.project import Environment
from avionics.model.service import Link, OnCall, Service
from avionics.place import Where
from avionics.plan.values import (
    CockpitPlan,
    CustomVariable,
    DatasourceVariable,
    EnvironmentPlan,
    LabelVariable,
    Panel,
    Plan,
    Query,
    Row,
)
from avionics.targets.grafana import emit
from grafana_oracle import violations

SPEC = Where("cockpits/checkout.yaml")
UID = "cockpit-checkout"
OURS = {"type": "prometheus", "uid": "${datasource}"}
ERRORS = 'sum(rate(http_requests_total{environment="$environment",code=~"5.."}[$__rate_interval]))'
RAW = {
    "id": 7,
    "type": "state-timeline",
    "title": "theirs",
    "gridPos": {"h": 1, "w": 1, "x": 0, "y": 0},
    "datasource": {"type": "prometheus", "uid": "theirs"},
    "options": {
        "legend": {"calcs": [], "displayMode": "list", "placement": "bottom", "showLegend": True},
        "mergeValues": True,
        "rowHeight": 0.9,
        "showValue": "auto",
        "tooltip": {"mode": "single", "sort": "none"},
    },
    "fieldConfig": {"defaults": {}, "overrides": []},
    "targets": [{"expr": "up", "refId": "A"}, {"expr": "down"}],
}


def panel(kind: str, key: str = "", **more: Any) -> Panel:
    """A panel of a kind, with the fields that are not as usual."""
    queries = () if kind in {"text", "raw"} else (Query(ERRORS, "errors"),)
    fields: dict[str, Any] = {
        "title": f"A {kind}",
        "description": f"What the {kind} shows.",
        "queries": queries,
    }
    fields |= {"markdown": "Call **payments**."} if kind == "text" else {"raw": RAW} if kind == "raw" else {}
    return Panel(SPEC, key or f"queue/{kind}", kind, **(fields | more))


def row(*panels: Panel, key: str = "queue", collapsed: bool = False) -> Row:
    """A row of panels."""
    return Row(key, "Queue", collapsed, panels)


def plan(*rows: Row, **more: Any) -> Plan:
    """A service whose cockpit has these rows, and more fields that are not as usual."""
    nowhere = Where("services/checkout.yaml")
    labels = (("environment", "P"),)
    environment = Environment(nowhere, "P", "P", "customer", labels, labels, "prom-p", "", "", "", {})
    variables = (
        DatasourceVariable("datasource", "Data source", ("prom-p", "prom-dp")),
        CustomVariable("environment", "Environment", ("P", "D-P")),
        LabelVariable("queue", "Queue", ('queue_length{environment="$environment"}',)),
    )
    links = (
        Link("Ledger", "/d/cockpit-ledger"),
        Link("Logs", "https://kibana.example.com/app/discover#/?_a=(query:(language:kuery,query:''))"),
    )
    cockpit = CockpitPlan(SPEC, UID, "Checkout", "Pays.", "shop", ("cockpit",), links, variables, lambda: rows, ())
    service = Service(
        nowhere, 3, "checkout", "Checkout", "Pays.", "functional", "shop", 1, "onboarded", "payments", "sre",
        ("P",), (), (), Logs(nowhere), OnCall(nowhere),
    )  # fmt: skip
    return Plan(service, (), (EnvironmentPlan(environment, (), ()),), replace(cockpit, **more))


def dashboard(*rows: Row, **more: Any) -> Any:
    """The dashboard that becomes of such a plan."""
    (artifact,) = emit(plan(*rows, **more))
    return json.loads(artifact.content)


def only(kind: str, **more: Any) -> Any:
    """The one panel of a dashboard, below the title of its row."""
    made = dashboard(row(panel(kind, **more)))
    assert violations(made) == []
    _, found = made["panels"]
    return found
