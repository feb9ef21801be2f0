"""The documents of one service to one value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from avionics.load.alerts import alerts, rules
from avionics.load.cockpit import cockpit
from avionics.load.logs import logs
from avionics.load.project import contacts
from avionics.load.slos import slos
from avionics.model.service import STEPS, Dependency, Link, OnCall, Service
from avionics.place import Where
from avionics.source.document import Document

SUPPORT = "onboarded"


def service(document: Document, others: Sequence[Document]) -> Service:
    """The service in a valid document, with the objectives, alerts and cockpit that `others` hold for it."""
    data, where = document.data, document.where
    parts = {other.kind: other for other in others}
    name = data["name"]
    return Service(
        where=where,
        line=document.line,
        name=name,
        title=data["title"],
        description=data.get("description", ""),
        type=data["type"],
        product=data.get("product", ""),
        tier=data["tier"],
        support=data.get("support", SUPPORT),
        dev=data["owners"]["dev"],
        sre=data["owners"]["sre"],
        environments=tuple(data["environments"]),
        depends_on=_dependencies(data.get("dependsOn", []), where),
        links=tuple(Link(link["title"], link["url"]) for link in data.get("links", [])),
        logs=logs(data["logs"], where.at("logs")),
        oncall=_oncall(data.get("oncall", {}), where.at("oncall")),
        slos=slos(parts.get("ServiceLevelObjectives"), name),
        alerts=alerts(parts.get("Alerts"), name),
        rules=rules(parts.get("Alerts")),
        cockpit=cockpit(parts.get("Cockpit")),
    )


def _dependencies(data: list[dict[str, Any]], where: Where) -> tuple[Dependency, ...]:
    return tuple(
        Dependency(where.at("dependsOn", index), item["service"], item["impact"]) for index, item in enumerate(data)
    )


def _oncall(data: dict[str, Any], where: Where) -> OnCall:
    given = {key: data[key] for key in STEPS if key in data}
    return OnCall(where, given, contacts(data.get("contacts", [])))
