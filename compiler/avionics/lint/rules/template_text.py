"""Templates in the description of an alert are few, and can be filled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.alert import Alert
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.promql.examined import tree
from avionics.promql.labels import may_carry

_ACTION = re.compile(r"\{\{.*?(?:\}\}|\Z)", re.DOTALL)
_PRINTF = r'printf "[^"%]*%\.?\d{0,2}[fge](?:%%|[^"%])*"'
_FUNCTION = rf"(?:humanize(?:1024|Duration|Percentage|Timestamp)?|{_PRINTF})"
_VALUE = re.compile(r"\{\{-?\s*\$value\s*(?:\|\s*" + _FUNCTION + r"\s*)?-?\}\}\Z")
_LABEL = re.compile(r"\{\{-?\s*\$labels\.([A-Za-z_]\w*)\s*-?\}\}\Z")


@rule(
    "error",
    "descriptions hold no templates but {{ $value }}, humanized or not, and {{ $labels.x }} of a label the alert has",
)
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the descriptions of alerts, the one text that Prometheus fills in."""
    del catalog
    for alert in service.alerts:
        if "{{" in alert.description:
            yield from _actions(alert)


def _actions(alert: Alert) -> Iterator[Problem]:
    where = alert.where.at("description")
    for action in _ACTION.finditer(alert.description):
        span = (action.start(), action.end() - action.start())
        label = _LABEL.match(action[0])
        if label is not None and not _has(alert, label[1]):
            message = f"the result of the expression has no label {label[1]!r}"
            yield Problem(where, message, "labels that the compiler adds cannot be filled in", span)
        elif label is None and _VALUE.match(action[0]) is None:
            help_ = "use {{ $value }}, {{ $value | humanizeDuration }} (or humanize, ...) or {{ $labels.x }}"
            yield Problem(where, f"{action[0]!r} is not a template that may stand here", help_, span)


def _has(alert: Alert, label: str) -> bool:
    parsed = tree(alert.expr)
    return parsed is None or may_carry(parsed, label)
