"""Lines that panels draw: where alerts fire."""

from __future__ import annotations

from avionics.model.service import Service
from avionics.model.slo import Slo
from avionics.plan.alert_rules import condition_of
from avionics.plan.values import Threshold
from avionics.plan.windows import catalogue
from avionics.promql.compare import condition


_ABOVE_ZERO = 1e-6
"""Grafana colours from a value on; what fires above 0 must not be red at 0."""


def alert_thresholds(service: Service, name: str) -> tuple[Threshold, ...]:
    """The line at which an alert fires, as a panel draws it; none where its condition has no single one."""
    found = next((alert for alert in service.alerts if alert.name == name), None)
    parts = condition(condition_of(found, "")) if found else None
    if parts is None:
        return ()
    if parts.operator in ("<", "<="):
        return (Threshold(None, "red"), Threshold(parts.value, "green"))
    return (Threshold(None, "green"), Threshold(parts.value or _ABOVE_ZERO, "red"))


def burn_thresholds(slo: Slo) -> tuple[Threshold, ...]:
    """The error ratios at which the page tiers of an objective fire, lowest first."""
    budget = 1 - slo.objective / 100
    pages = sorted(tier.burn_rate(slo.window) * budget for tier in catalogue() if tier.severity == "page")
    lines = (Threshold(round(float(value), 9), color) for value, color in zip(pages, ("orange", "red"), strict=True))
    return (Threshold(None, "green"), *lines)
