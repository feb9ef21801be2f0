"""An alert has a condition: without one it fires for as long as its series exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from avionics.lint.engine import Problem, rule
from avionics.model.alert import Alert
from avionics.model.service import Service
from avionics.promql.meaning.examined import tree
from avionics.promql.meaning.filters import conditional, sides
from avionics.promql.text.tokens import selectors

_WHILE = "it fires while its series exist", "add 'above: <number>' or 'below: <number>', or compare in the expression"
_BESIDE = (
    "it fires while what a side of 'or' reads exists",
    "compare on each side, or what comes of both: 'or' binds less than '>', as in '(... or ...) > 1'",
)
_ALWAYS = (
    "it always fires, since it reads no series",
    "keep a watchdog in a rule file of your own, or ask about a series",
)


@rule("error", "every alert compares something, in its expression or by above or below")
def check(service: Service) -> Iterator[Problem]:
    """Looks at alerts that have no threshold in at least one environment."""
    for alert in service.alerts:
        bare = [name for name in service.environments if not _has_threshold(alert, name)]
        parsed = tree(alert.expr) if bare else None
        if parsed is None or type(parsed).__name__ == "StringLiteral":  # promql-syntax tells of a text
            continue
        if not _filters(parsed, service):
            some = f" in {', '.join(bare)}" if len(bare) < len(service.environments) else ""
            fires, help_ = _ALWAYS if not selectors(alert.expr) else _BESIDE if len(sides(parsed)) > 1 else _WHILE
            yield Problem(alert.where.at("expr"), f"{alert.name} has no condition{some}: {fires}", help_)


def _has_threshold(alert: Alert, environment: str) -> bool:
    override = alert.environments.get(environment)
    return alert.threshold is not None or (override is not None and override.threshold is not None)


def _filters(parsed: Any, service: Service) -> bool:
    """Whether there can be series that do not fire; a recorded one may exist only while a condition holds."""
    recorded = {rule.record for rule in service.rules if conditional(tree(rule.expr))}
    return conditional(parsed, recorded | {"ALERTS"})
