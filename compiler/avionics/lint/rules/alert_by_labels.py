"""The labels that an alert or an objective says it keeps apart are in its result."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.finding import Label
from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import Written, formulas_of
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.place import Where
from avionics.promql.examined import tree
from avionics.promql.labels import may_carry


@rule("error", "the expression of an alert or SLI keeps the labels in its by")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at aggregations, matching and functions; reports what certainly gets lost."""
    del catalog
    for alert in service.alerts:
        yield from _lost(alert.where.at("by"), alert.by, Written(alert.where.at("expr"), alert.expr))
    for slo in service.slos:
        for written in formulas_of(slo) if slo.by else ():
            yield from _lost(slo.where.at("by"), slo.by, written)


def _lost(where: Where, by: tuple[str, ...], written: Written) -> Iterator[Problem]:
    parsed = tree(written.text) if by else None
    for index, label in enumerate(by if parsed is not None else ()):
        if not may_carry(parsed, label):
            expression = Label(written.where, "the expression")
            message = f"the result of the expression has no label {label!r}"
            help_ = f"keep it in the aggregation, as in 'sum by ({label}) (...)', or remove it from 'by'"
            yield Problem(where.at(index), message, help_, also=(expression,))
