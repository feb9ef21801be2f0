"""Templates stand in the descriptions of alerts alone, are few, and can be filled."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from avionics.conventions import names
from avionics.lint.engine import Meant, Problem, meant, rule
from avionics.model.alert import Alert
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.place import Where
from avionics.plan.alerts.templates import ACTION, is_value, label_in
from avionics.promql.meaning.examined import tree
from avionics.promql.meaning.labels import may_carry

_FILLED = re.compile(r"\{\{[^{}]*\$(?:labels|value)\b[^{}]*\}\}")
"""Meant to be filled in; other braces are text."""


@rule(
    "error",
    "only descriptions hold templates: {{ $value }}, humanized or not, and {{ $labels.x }} of a label the alert has",
)
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the descriptions of alerts, the one text that Prometheus fills in, and at titles and impacts, which are
    printed as they stand."""
    for item in service.alerting:
        for field, text in (("title", item.title), ("impact", item.impact)):
            if "{{" in text:
                yield from _printed(item.where.at(field), field, text)
    for alert in service.alerts:
        if "{{" in alert.description:
            yield from _actions(alert, _added(catalog))


def _added(catalog: Catalog) -> Collection[str]:
    """Labels that stand on alerts, and not on the result of an expression."""
    return names.OWN_LABELS.union(*(dict(one.labels) for one in catalog.project.environments))


def _printed(where: Where, field: str, text: str) -> Iterator[Problem]:
    for action in _FILLED.finditer(text):
        message = f"in the {field} {action[0]!r} is no template, but text"
        yield Problem(where, message, "say it in the description of an alert", (action.start(), len(action[0])))


def _actions(alert: Alert, added: Collection[str]) -> Iterator[Problem]:
    where = alert.where.at("description")
    for action in ACTION.finditer(alert.description):
        span = (action.start(), action.end() - action.start())
        label = label_in(action[0])
        if label and not _has(alert, label):
            message = f"the result of the expression has no label {label!r}"
            yield Problem(where, message, _instead(alert, label, added), span)
        elif not label and not is_value(action[0]):
            help_ = "use {{ $value }}, {{ $value | humanizeDuration }} (or humanize, ...) or {{ $labels.x }}"
            yield Problem(where, f"{action[0]!r} is not a template that may stand here", help_, span)


def _instead(alert: Alert, label: str, added: Collection[str]) -> str | Meant:
    if label in added:
        return "labels that the compiler adds cannot be filled in"
    return meant(label, alert.by) if alert.by else f"keep it in the expression, as in 'sum by ({label}) (...)'"


def _has(alert: Alert, label: str) -> bool:
    parsed = tree(alert.expr)
    return parsed is None or may_carry(parsed, label)
