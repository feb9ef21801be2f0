"""An alert compares once, in its expression or by above or below, and to the same side everywhere."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.finding import Label
from avionics.lint.engine import Problem, rule
from avionics.model.alert import Alert
from avionics.model.service import Service
from avionics.promql.meaning.examined import tree
from avionics.promql.meaning.filters import compares
from avionics.promql.text.number import number


@rule("error", "an alert whose expression compares has no above or below")
def check(service: Service) -> Iterator[Problem]:
    """Looks at the outermost operator of expressions, and at thresholds in all environments."""
    for alert in service.alerts:
        first = next(alert.thresholds(), None)
        if first and compares(tree(alert.expr)):
            where, side, value = first
            message = f"{alert.name} compares in its expression already; '{side}: {number(value)}' compares again"
            help_ = f"keep one of the two; move the number of the expression to '{side}:'"
            yield Problem(where, message, help_)
        yield from _turned(alert)


def _turned(alert: Alert) -> Iterator[Problem]:
    """An environment in which the alert fires on the other side: what is good elsewhere is bad there."""
    if alert.threshold is None:
        return
    usual, _ = alert.threshold
    for where, side, _ in alert.thresholds():
        if side != usual:
            message = f"{alert.name} fires {side} a number here, and {usual} one elsewhere"
            also = (Label(alert.where.at(usual), "elsewhere"),)
            yield Problem(where, message, f"write '{usual}:'", on_key=True, also=also)
