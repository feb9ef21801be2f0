"""A document of alerts and recording rules to values."""

from __future__ import annotations

from typing import Any

from avionics.conventions import names
from avionics.load.agreement import agreement
from avionics.load.logs import own_logs
from avionics.load.project import pairs
from avionics.model.alert import Alert, AlertCase, AlertOverride, Comparison, Firing, RecordingRule
from avionics.place import Where
from avionics.promql.text.duration import seconds
from avionics.source.document import Document

STAGE = "shadow"
INTERVAL = "1m"
"""Between the values of a case."""


def alerts(document: Document | None, service_name: str) -> tuple[Alert, ...]:
    """The alerts in a valid document; none without one."""
    if document is None:
        return ()
    where = document.where
    return tuple(
        _alert(data, where.at("alerts", index), service_name)
        for index, data in enumerate(document.data.get("alerts", ()))
    )


def _alert(data: dict[str, Any], where: Where, service_name: str) -> Alert:
    name = data["name"]
    return Alert(
        where=where,
        name=name,
        title=data.get("title") or names.alert_title(service_name, name),
        description=data.get("description", ""),
        expr=data["expr"].rstrip(),
        threshold=_comparison(data),
        unit=data.get("unit", "short"),
        for_=data.get("for", ""),
        keep_firing_for=data.get("keepFiringFor", ""),
        severity=data["severity"],
        type=data["type"],
        stage=data.get("stage", STAGE),
        impact=data["impact"],
        by=tuple(data.get("by", ())),
        labels=pairs(data.get("labels", {})),
        playbook=data.get("playbook", f"{service_name}/{name}.md"),
        runbook=data.get("runbook", ""),
        logs=own_logs(data, where),
        agreement=agreement(data, where),
        environments={
            environment: AlertOverride(
                where.at("environments", environment),
                _comparison(override),
                override.get("for", ""),
                override.get("stage"),
            )
            for environment, override in data.get("environments", {}).items()
        },
        tests=tuple(_case(case, where.at("tests", index)) for index, case in enumerate(data.get("tests", ()))),
    )


def _comparison(data: dict[str, Any]) -> Comparison | None:
    if "above" in data:
        return ("above", data["above"])
    return ("below", data["below"]) if "below" in data else None


def rules(document: Document | None) -> tuple[RecordingRule, ...]:
    """The recording rules in a valid document of alerts; none without one."""
    if document is None:
        return ()
    return tuple(
        RecordingRule(
            document.where.at("rules", index), rule["record"], rule["expr"].rstrip(), pairs(rule.get("labels", {}))
        )
        for index, rule in enumerate(document.data.get("rules", ()))
    )


def _case(data: dict[str, Any], where: Where) -> AlertCase:
    return AlertCase(
        where=where,
        name=data["name"],
        environment=data.get("environment", ""),
        interval=seconds(data.get("interval", INTERVAL)),
        series=tuple(data["series"].items()),
        fires=tuple(_firing(entry, where.at("fires", index)) for index, entry in enumerate(data.get("fires", ()))),
        silent=tuple(map(seconds, data.get("silent", ()))),
    )


def _firing(entry: Any, where: Where) -> Firing:
    """One alert that fires: a time, or a time and labels."""
    if isinstance(entry, str):
        return Firing(where, seconds(entry))
    return Firing(where, seconds(entry["at"]), pairs(entry.get("labels", {})))
