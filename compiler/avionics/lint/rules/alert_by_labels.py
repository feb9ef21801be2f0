"""The labels that an alert or an objective says it keeps apart are in its result."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.finding import Label
from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import Written, formulas_of
from avionics.lint.kept_labels import dropped
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.place import Where


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
    for label, meant in dropped(written.text, by).items():
        expression = Label(written.where, "the expression")
        message = f"the result of the expression has no label {label!r}"
        keep = f"keep it in the aggregation, as in 'sum by ({label}) (...)', or remove it from 'by'"
        help_ = f"it keeps {meant!r}: write the same name in both, if it is one" if meant else keep
        yield Problem(where.at(by.index(label)), message, help_, also=(expression,))
