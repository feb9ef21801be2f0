"""The documents of one service to one value."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from avionics.conventions import names
from avionics.load.alert_cases import alert_case
from avionics.load.periods import maintenance, period
from avionics.load.project import contacts, pairs
from avionics.model.agreement import Agreement
from avionics.model.alert import Alert, AlertOverride, Comparison, RecordingRule
from avionics.model.cockpit import Cockpit, Variable, WrittenPanel, WrittenRow
from avionics.model.logs import Logs
from avionics.model.maintenance import Maintenance
from avionics.model.service import Dependency, Link, OnCall, Service
from avionics.model.slo import Absence, Slo, SloOverride, TierOverride
from avionics.place import Where
from avionics.promql.duration import seconds
from avionics.registry import units
from avionics.slis import routes
from avionics.source.document import Document

SLO_WINDOW = "30d"
SLO_STAGE = "page"
ALERT_STAGE = "shadow"
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
        logs=_logs(data["logs"], where.at("logs")),
        oncall=_oncall(data.get("oncall", {}), where.at("oncall")),
        slos=_slos(parts.get("ServiceLevelObjectives"), name),
        alerts=_alerts(parts.get("Alerts"), name),
        rules=_rules(parts.get("Alerts")),
        cockpit=_cockpit(parts.get("Cockpit")),
    )


def _dependencies(data: list[dict[str, Any]], where: Where) -> tuple[Dependency, ...]:
    return tuple(
        Dependency(where.at("dependsOn", index), item["service"], item["impact"]) for index, item in enumerate(data)
    )


def _logs(data: dict[str, Any], where: Where) -> Logs:
    return Logs(
        where=where,
        data_view=data.get("dataView", ""),
        query=data.get("query", ""),
        columns=tuple(data.get("columns", ())),
        labels=pairs(data.get("labels", {})),
        discover=data.get("discover", ""),
        dashboard=data.get("dashboard", ""),
    )


def _optional_logs(data: dict[str, Any], where: Where) -> Logs | None:
    return _logs(data["logs"], where.at("logs")) if "logs" in data else None


def _oncall(data: dict[str, Any], where: Where) -> OnCall:
    return OnCall(
        where=where,
        drain=data.get("drain", ""),
        rollback=data.get("rollback", ""),
        block_traffic=data.get("blockTraffic", ""),
        architecture=data.get("architecture", ""),
        contacts=contacts(data.get("contacts", [])),
    )


def _agreement(data: dict[str, Any], where: Where) -> Agreement | None:
    if "agreement" not in data:
        return None
    agreement = data["agreement"]
    return Agreement(
        where.at("agreement"), tuple(agreement["approvers"]), agreement["on"], agreement.get("revisit", "")
    )


def _slos(document: Document | None, service_name: str) -> tuple[Slo, ...]:
    if document is None:
        return ()
    where = document.where
    planned = maintenance(document.data.get("maintenance", ()), where)
    return tuple(
        _slo(data, where.at("slos", index), service_name, planned) for index, data in enumerate(document.data["slos"])
    )


def _slo(data: dict[str, Any], where: Where, service_name: str, planned: tuple[Maintenance, ...]) -> Slo:
    ((kind, sli),) = data["sli"].items()
    window, calendar = period(data.get("window", SLO_WINDOW))
    alerting = data.get("alerting", {})
    name = data["name"]
    return Slo(
        where=where,
        name=name,
        title=data.get("title") or names.title(name),
        description=data.get("description", ""),
        objective=exact(data["objective"]),
        window=window,
        calendar=calendar,
        by=tuple(data.get("by", ())),
        sli_kind=kind,
        sli=sli,
        impact=data.get("impact", ""),
        stage=data.get("stage", SLO_STAGE),
        playbook=data.get("playbook", f"{service_name}/{name}.md"),
        logs=_optional_logs(data, where),
        agreement=_agreement(data, where),
        min_failures=_whole(alerting.get("minFailures", routes.least_failures(kind))),
        min_events=_whole(alerting.get("minEvents", 0)),
        disabled_tiers=tuple(alerting.get("disable", ())),
        tiers={long: _tier(tier) for long, tier in alerting.get("tiers", {}).items()},
        absence=_absence(alerting.get("absence", {})),
        traffic=_traffic(data["traffic"]) if "traffic" in data else None,
        maintenance=planned,
        labels=pairs(alerting.get("labels", {})),
        environments={
            environment: _slo_override(override, where.at("environments", environment))
            for environment, override in data.get("environments", {}).items()
        },
    )


def _tier(data: dict[str, Any]) -> TierOverride:
    return TierOverride(
        data.get("severity"),
        data.get("for", ""),
        data.get("keepFiringFor", ""),
        _whole(data["minFailures"]) if "minFailures" in data else None,
        _whole(data["minEvents"]) if "minEvents" in data else None,
    )


def _whole(written: float) -> int:
    """A whole number: 3.0 is one too, says JSON Schema."""
    return int(written)


def _absence(data: dict[str, Any]) -> Absence:
    return Absence(**{"never_seen" if key == "neverSeen" else key: wanted for key, wanted in data.items()})


def _traffic(written: str) -> Fraction:
    """Events a second, exactly: `600/m` is 10, `3/h` 1/1200."""
    count, _, unit = written.partition("/")
    return Fraction(count) / seconds(f"1{unit}")


def exact(number: float) -> Decimal:
    """The number as written: 99.9 is 99.9, not the nearest binary fraction."""
    return Decimal(repr(number))


def _slo_override(data: dict[str, Any], where: Where) -> SloOverride:
    objective = exact(data["objective"]) if "objective" in data else None
    return SloOverride(where, objective, data.get("threshold", ""), data.get("stage"))


def _alerts(document: Document | None, service_name: str) -> tuple[Alert, ...]:
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
        title=data.get("title") or names.words(name),
        description=data.get("description", ""),
        expr=data["expr"].rstrip(),
        threshold=_comparison(data),
        unit=data.get("unit", "short"),
        for_=data.get("for", ""),
        keep_firing_for=data.get("keepFiringFor", ""),
        severity=data["severity"],
        type=data["type"],
        stage=data.get("stage", ALERT_STAGE),
        impact=data["impact"],
        by=tuple(data.get("by", ())),
        labels=pairs(data.get("labels", {})),
        playbook=data.get("playbook", f"{service_name}/{name}.md"),
        runbook=data.get("runbook", ""),
        logs=_optional_logs(data, where),
        agreement=_agreement(data, where),
        environments={
            environment: AlertOverride(
                where.at("environments", environment),
                _comparison(override),
                override.get("for", ""),
                override.get("stage"),
            )
            for environment, override in data.get("environments", {}).items()
        },
        tests=tuple(alert_case(case, where.at("tests", index)) for index, case in enumerate(data.get("tests", ()))),
    )


def _comparison(data: dict[str, Any]) -> Comparison | None:
    if "above" in data:
        return ("above", data["above"])
    return ("below", data["below"]) if "below" in data else None


def _rules(document: Document | None) -> tuple[RecordingRule, ...]:
    if document is None:
        return ()
    return tuple(
        RecordingRule(
            document.where.at("rules", index), rule["record"], rule["expr"].rstrip(), pairs(rule.get("labels", {}))
        )
        for index, rule in enumerate(document.data.get("rules", ()))
    )


def _cockpit(document: Document | None) -> Cockpit | None:
    if document is None:
        return None
    data, where = document.data, document.where
    return Cockpit(
        where=where,
        title=data.get("title", ""),
        description=data.get("description", ""),
        hide=tuple(data.get("hide", ())),
        variables=tuple(
            Variable(where.at("variables", index), item["name"], item.get("label", ""), item["from"])
            for index, item in enumerate(data.get("variables", ()))
        ),
        rows=tuple(_row(row, where.at("rows", index)) for index, row in enumerate(data.get("rows", ()))),
        patch=tuple(data.get("patch", ())),
    )


def _row(data: dict[str, Any], where: Where) -> WrittenRow:
    panels = tuple(_panel(panel, where.at("panels", index)) for index, panel in enumerate(data["panels"]))
    return WrittenRow(where, data["title"], data.get("collapsed", False), panels)


def _panel(data: dict[str, Any], where: Where) -> WrittenPanel:
    kind = next(kind for kind in units("panels") if kind in data)
    return WrittenPanel(where, kind, data[kind], data.get("alert", ""), data)
