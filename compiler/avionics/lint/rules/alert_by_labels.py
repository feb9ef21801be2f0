"""The labels that an alert or an objective says it keeps apart are in its result."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.finding import Label
from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import Written, formulas_of, nodes
from avionics.lint.kept_labels import dropped
from avionics.model.service import Service
from avionics.place import Where
from avionics.promql.meaning.labels import ABSENT
from avionics.promql.syntax.parse import called


@rule("error", "the expression of an alert or SLI keeps the labels in its by")
def check(service: Service) -> Iterator[Problem]:
    """Looks at aggregations, matching and functions; reports what certainly gets lost."""
    for alert in service.alerts:
        yield from _lost(alert.where.at("by"), alert.by, Written(alert.where.at("expr"), alert.expr))
    for slo in service.slos:
        for written in formulas_of(slo) if slo.by else ():
            yield from _lost(slo.where.at("by"), slo.by, written)


def _lost(where: Where, by: tuple[str, ...], written: Written) -> Iterator[Problem]:
    for label, meant in dropped(written.text, by).items():
        expression = Label(written.where, "the expression")
        message = f"the result of the expression has no label {label!r}"
        yield Problem(where.at(by.index(label)), message, _help(written, label, meant), also=(expression,))


def _help(written: Written, label: str, meant: str) -> str:
    """What is absent has no labels to keep; what was there before has."""
    if meant:
        return f"it keeps {meant!r}: write the same name in both, if it is one"
    if any(called(node) in ABSENT for node in nodes(written)):
        there = f"count by ({label}) (x offset 1h) unless count by ({label}) (x)"
        return f"what is absent has no labels of its own: ask for what was there, as '{there}', or remove it from 'by'"
    return f"keep it in the aggregation, as in 'sum by ({label}) (...)', or remove it from 'by'"
