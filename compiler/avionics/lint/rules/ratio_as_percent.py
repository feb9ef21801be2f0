"""A number that a share is held against is a share, and no percentage."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import panels
from avionics.model.alert import Alert
from avionics.model.cockpit import WrittenPanel
from avionics.model.service import Service
from avionics.place import Where
from avionics.promql.meaning.compare import condition
from avionics.promql.text.number import number

_SHARE = "percentunit"
_FAR = 10
"""Of a share 1 is all. Some may be several times that, as what is used of what was asked for; ten times nobody asks."""


@rule("warning", "what has the unit percentunit is held against shares such as 0.9, not against percentages")
def check(service: Service) -> Iterator[Problem]:
    """Looks at thresholds of alerts and panels that say their unit, and at the ends of axes."""
    for alert in service.alerts:
        if alert.unit == _SHARE:
            yield from _of_alert(alert)
    for panel in panels(service):
        if panel.fields.get("unit") == _SHARE:
            yield from _of_panel(panel)


def _of_alert(alert: Alert) -> Iterator[Problem]:
    compares = condition(alert.expr) if alert.threshold is None else None
    if compares:
        yield from _judged(alert.where.at("expr"), compares.value)
    for where, _, value in alert.thresholds():
        yield from _judged(where, value)


def _of_panel(panel: WrittenPanel) -> Iterator[Problem]:
    for index, step in enumerate(panel.fields.get("thresholds", ())):
        yield from _judged(panel.where.at("thresholds", index, "value"), step["value"])
    if "max" in panel.fields:
        yield from _judged(panel.where.at("max"), panel.fields["max"])


def _judged(where: Where, value: float) -> Iterator[Problem]:
    if value >= _FAR:
        share = Decimal(repr(value)) / 100
        message = f"{number(value)} of the unit percentunit are {number(Decimal(repr(value)) * 100)} %"
        yield Problem(where, message, f"write {number(share)}, or 'unit: percent' if values go up to 100")
