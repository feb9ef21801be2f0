"""The labels that an alert says it keeps apart are in its result."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.finding import Label
from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import tree
from avionics.lint.labels import may_carry
from avionics.model.catalog import Catalog
from avionics.model.service import Service


@rule("error", "the expression of an alert keeps the labels in its by")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at aggregations, matching and functions; reports what certainly gets lost."""
    del catalog
    for alert in service.alerts:
        parsed = tree(alert.expr) if alert.by else None
        for index, label in enumerate(alert.by if parsed is not None else ()):
            if not may_carry(parsed, label):
                expression = Label(alert.where.at("expr"), "the expression")
                message = f"the result of the expression has no label {label!r}"
                help_ = f"keep it in the aggregation, as in 'sum by ({label}) (...)', or remove it from 'by'"
                yield Problem(alert.where.at("by", index), message, help_, also=(expression,))
