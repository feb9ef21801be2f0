"""Our burn-rate tiers as alert policies: each condition has one window there, so that the short one cannot be said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from avionics.conventions.names import receiver
from avionics.model.service import Service
from avionics.model.slo import Severity, Slo
from avionics.plan.alerts.severity import told
from avionics.plan.objectives.windows import Tier, catalogue
from avionics.promql.text.number import number

API = "openslo/v1"
_NOBODY = frozenset({"draft", "shadow"})
_AT_ONCE = "1m"
"""The least that `alertAfter` can be; ours has no such delay."""


def policies(service: Service, slo: Slo, name: str) -> list[dict[str, Any]]:
    """A policy for each tier; none for objectives that tell nobody."""
    if slo.stage in _NOBODY:
        return []
    return [_policy(service, slo, tier, f"{name}-{tier.long}") for tier in kept(slo)]


def kept(slo: Slo) -> Iterator[Tier]:
    """The tiers of an objective that are compiled: not switched off, and ones that can fire."""
    budget = 1 - slo.objective / 100
    tiers = (tier for tier in catalogue(slo.window) if tier.long not in slo.disabled_tiers)
    return (tier for tier in tiers if tier.reachable(slo.window, budget))


def targets(service: Service, severities: set[Severity]) -> Iterator[dict[str, Any]]:
    """Who is told, as the receivers of our teams."""
    for severity in sorted(severities):
        name = receiver(told(service, severity), severity)
        yield {"apiVersion": API, "kind": "AlertNotificationTarget", "metadata": {"name": target(service, severity)},
               "spec": {"description": f"The receiver {name} in Alertmanager", "target": "alertmanager"}}  # fmt: skip


def target(service: Service, severity: Severity) -> str:
    """The name of a notification target."""
    return f"{told(service, severity)}-{severity}"


def severity_of(slo: Slo, tier: Tier) -> Severity:
    """Where the alerts of a tier go: no further than the objective's stage."""
    override = slo.tiers.get(tier.long)
    return "ticket" if slo.stage == "ticket" else (override and override.severity) or tier.severity


def _policy(service: Service, slo: Slo, tier: Tier, name: str) -> dict[str, Any]:
    severity = severity_of(slo, tier)
    burn_rate = float(number(tier.burn_rate(slo.window)))
    condition = {"kind": "burnrate", "op": "gt", "threshold": burn_rate, "lookbackWindow": tier.long,
                 "alertAfter": _AT_ONCE}  # fmt: skip
    return {
        "apiVersion": API,
        "kind": "AlertPolicy",
        "metadata": {"name": name},
        "spec": {
            "alertWhenNoData": False,
            "alertWhenResolved": False,
            "alertWhenBreaching": True,
            "conditions": [
                {
                    "kind": "AlertCondition",
                    "metadata": {"name": name},
                    "spec": {"severity": severity, "condition": condition},
                }
            ],
            "notificationTargets": [{"targetRef": target(service, severity)}],
        },
    }
