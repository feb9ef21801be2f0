"""OpenSLO v1: a Service, who is told, and an SLO for each objective, with its indicator in line and its policies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from msgspec.structs import replace

from avionics.exporters.openslo import indicators
from avionics.exporters.openslo.periods import time_window
from avionics.exporters.openslo.policies import API, kept, policies, severity_of, targets
from avionics.exporters.values import Exported
from avionics.finding import Finding
from avionics.model.service import Service
from avionics.model.slo import Absence, Slo, TierOverride
from avionics.promql.text.number import number
from avionics.source.yaml.yaml_text import mapping

NAME = "{}.openslo.yaml"
LOST: Final = "export-lost"

_ENVIRONMENTS = "no query says an environment: the matchers that our rules put into every selector were not said"
_ENVIRONMENTS_HELP = "where one Prometheus holds series of several environments, add their matchers to the queries"
_LONGEST_NAME = 63
_LONGEST_TEXT = 1050


def export(service: Service) -> Exported:
    """The objects of one service."""
    findings: list[Finding] = []
    found = [(slo, _slo(service, slo, findings)) for slo in service.slos]
    said = [(slo, made) for slo, made in found if made]
    if said:
        findings.append(Finding(LOST, _ENVIRONMENTS, service.where.at("environments"), "info", _ENVIRONMENTS_HELP))
    told = [(slo, policies(service, slo, _name(service, slo))) for slo, _ in said]
    severities = {severity_of(slo, tier) for slo, made in told if made for tier in kept(slo)}
    objects = [_service(service), *targets(service, severities)]
    for (_, made), (_, alerts) in zip(said, told, strict=True):
        names = [alert["metadata"]["name"] for alert in alerts]
        objects += [{**made, "spec": {**made["spec"], "alertPolicies": names}} if names else made, *alerts]
    return Exported(tuple(map(mapping, objects)), tuple(findings))


def _name(service: Service, slo: Slo) -> str:
    return f"{service.name}-{slo.name}"[:_LONGEST_NAME].rstrip("-")


def _service(service: Service) -> dict[str, Any]:
    spec = {"description": service.description[:_LONGEST_TEXT]} if service.description else {}
    metadata = {"name": service.name, "displayName": service.title}
    return {"apiVersion": API, "kind": "Service", "metadata": metadata, "spec": spec}


def _slo(service: Service, slo: Slo, findings: list[Finding]) -> dict[str, Any] | None:
    name = _name(service, slo)
    try:
        measured = indicators.metric(slo)
    except indicators.Unsaid as reason:
        help_ = "it was left out; say it by hand with a query that the reader of the file understands"
        findings.append(Finding(LOST, str(reason), slo.where.at("sli"), "warning", help_))
        return None
    findings += _unsaid(service, slo)
    target = float(number(slo.objective / 100))  # 99.9 per cent are 0.999, whose shortest decimal form is exact
    spec: dict[str, Any] = {
        "description": slo.description[:_LONGEST_TEXT],
        "service": service.name,
        "indicator": {"metadata": {"name": name}, "spec": measured},
        "timeWindow": [time_window(slo)],
        "budgetingMethod": "Occurrences",
        "objectives": [{"displayName": slo.title, **indicators.bound(slo), "target": target}],
    }
    metadata = {"name": name, "displayName": slo.title}
    return {"apiVersion": API, "kind": "SLO", "metadata": metadata, "spec": {k: v for k, v in spec.items() if v}}


def _unsaid(service: Service, slo: Slo) -> Iterator[Finding]:
    """What an objective says beyond what OpenSLO can."""
    for environment, override in slo.environments.items():
        message = f"what differs in {environment!r} was not said: an objective of OpenSLO is the same everywhere"
        yield Finding(LOST, message, override.where, "warning", on_key=True)
    if "weight" in slo.sli.fields:
        yield Finding(LOST, "the weight of the ratio was not said", slo.where.at("sli"), "warning")
    if slo.stage not in ("draft", "shadow"):
        message = "of each burn-rate tier the long window was said alone: a condition of OpenSLO has one"
        help_ = "who reads the file may alert for longer after an incident than our rules do"
        yield Finding(LOST, message, slo.where.at("name"), "info", help_)
    if lost := [key for key, beyond in _beyond(service, slo).items() if beyond]:
        message = f"{', '.join(lost)} of {slo.name!r} was not said: OpenSLO has no place for it"
        yield Finding(LOST, message, slo.where.at("name"), "info")


def _beyond(service: Service, slo: Slo) -> dict[str, bool]:
    """Fields that OpenSLO has no place for, and whether the objective says anything by them that is no default."""
    tiers = slo.tiers.values()
    return {
        "by": bool(slo.by) and slo.sli.kind == "gauge",  # a threshold has no sum to say it in
        "buckets": "buckets" in slo.sli.fields,
        "impact": bool(slo.impact),
        "agreement": bool(slo.agreement),
        "traffic": slo.traffic is not None,
        "playbook": slo.playbook != f"{service.name}/{slo.name}.md",
        "alerting.labels": bool(slo.labels),
        "alerting.minFailures": slo.min_failures != slo.sli.least_failures,
        "alerting.minEvents": slo.min_events > 0,
        "alerting.absence": slo.absence != Absence(),
        "alerting.tiers (all but severity)": any(replace(tier, severity=None) != TierOverride() for tier in tiers),
        "logs": bool(slo.logs),
        "maintenance": bool(slo.maintenance),
    }
