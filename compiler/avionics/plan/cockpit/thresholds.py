"""Lines that panels draw: where alerts fire."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from avionics.model.alert import OPERATORS, Alert
from avionics.plan.alerts.severity import loudness
from avionics.plan.objectives.windows import Tier
from avionics.plan.values import CompiledSeverity, Threshold
from avionics.promql.meaning.compare import Condition, condition
from avionics.promql.text.duration import seconds

COLORS: dict[CompiledSeverity, str] = {"none": "orange", "ticket": "orange", "page": "red"}
"""Red is what wakes somebody; the loudest one last."""

_ABOVE_ZERO = 1e-6
"""Grafana colours from a value on; what fires above 0 must not be red at 0."""

_EXACT = frozenset((("==", 0.0), ("==", 1.0), ("!=", 0.0), ("!=", 1.0)))
"""Where `==` and `!=` have a line to draw: counts that are 0, and flags."""


class Line(Struct, frozen=True, cache_hash=True):
    """A tier as it is drawn for all environments: as loud as in the loudest where it can fire.

    `everywhere` says that it can in each of them.
    """

    tier: Tier
    severity: CompiledSeverity
    everywhere: bool


def alert_thresholds(alert: Alert) -> tuple[Threshold, ...]:
    """The line at which an alert fires, as a panel draws it; none where its condition has no single one."""
    parts = _condition(alert)
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
def burn_lines(each: tuple[tuple[tuple[Tier, ...], CompiledSeverity], ...]) -> tuple[Line, ...]:
    """The tiers that can fire in one environment at least, fastest first.

    `each` are, of an environment, the tiers that can fire in it and how loud they may be.
    """
    heard: dict[Tier, list[CompiledSeverity]] = {}
    for tiers, ceiling in each:
        for tier in tiers:
            heard.setdefault(tier, []).append(min(tier.severity, ceiling, key=loudness))
    fastest_first = sorted(heard, key=lambda tier: seconds(tier.long))
    return tuple(Line(tier, max(heard[tier], key=loudness), len(heard[tier]) == len(each)) for tier in fastest_first)


@lru_cache(maxsize=64)
def burn_thresholds(lines: tuple[Line, ...], period: int) -> tuple[Threshold, ...]:
    """Of a burn rate: above 1 the budget will not last; from the slowest tier of a colour on, this."""
    edges = {1.0: "yellow"}
    for color in dict.fromkeys(COLORS.values()):
        rates = [float(line.tier.burn_rate(period)) for line in lines if COLORS[line.severity] == color]
        if rates:
            first = min(rates)
            edges = {value: quieter for value, quieter in edges.items() if value < first} | {first: color}
    return (Threshold(None, "green"), *(Threshold(value, color) for value, color in edges.items()))
