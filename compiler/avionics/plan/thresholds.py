"""Lines that panels draw: where alerts fire."""

from __future__ import annotations

from functools import lru_cache

from avionics.model.alert import Alert
from avionics.model.service import Service
from avionics.plan.alert_rules import OPERATORS
from avionics.plan.values import Threshold
from avionics.plan.windows import Tier
from avionics.promql.compare import Condition, condition

LOUDNESS = {"ticket": "orange", "page": "red"}
"""The colour of what makes a ticket and of what wakes somebody, the louder one last."""

_ABOVE_ZERO = 1e-6
"""Grafana colours from a value on; what fires above 0 must not be red at 0."""

_EXACT = frozenset((("==", 0.0), ("==", 1.0), ("!=", 0.0), ("!=", 1.0)))
"""Where `==` and `!=` have a line to draw: counts that are 0, and flags."""


def alert_thresholds(service: Service, name: str) -> tuple[Threshold, ...]:
    """The line at which an alert fires, as a panel draws it; none where its condition has no single one."""
    found = next((alert for alert in service.alerts if alert.name == name), None)
    parts = _condition(found) if found else None
    if parts is None or (parts.operator in ("==", "!=") and (parts.operator, parts.value) not in _EXACT):
        return ()
    low, high = ("red", "green") if _fires_below(parts) else ("green", "red")
    return (Threshold(None, low), Threshold(_edge(parts), high))


def _condition(alert: Alert) -> Condition | None:
    if alert.threshold is None:
        return condition(alert.expr)
    side, value = alert.threshold
    return Condition(alert.expr, OPERATORS[side], float(value))


def _fires_below(parts: Condition) -> bool:
    return parts.operator in ("<", "<=") or (parts.operator, parts.value) in (("==", 0), ("!=", 1))


def _edge(parts: Condition) -> float:
    """Where the colour changes: just above 0 where 0 itself belongs to the lower side."""
    return _ABOVE_ZERO if parts.value == 0 and parts.operator not in ("<", ">=") else parts.value


@lru_cache(maxsize=64)  # most objectives have the same tiers
def burn_thresholds(tiers: tuple[Tier, ...], period: int) -> tuple[Threshold, ...]:
    """Of a burn rate: above 1 the budget will not last; from the slowest ticket or page tier on, its colour."""
    edges = {1.0: "yellow"}
    for severity, color in LOUDNESS.items():
        rates = [float(tier.burn_rate(period)) for tier in tiers if tier.severity == severity]
        if rates:
            first = min(rates)
            edges = {value: quieter for value, quieter in edges.items() if value < first} | {first: color}
    return (Threshold(None, "green"), *(Threshold(value, color) for value, color in edges.items()))
