"""Every expression is PromQL, and gives what its place needs."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import (
    Written,
    conditions,
    examined,
    indicators,
    panels,
    plain,
    queries,
    recordings,
    sources,
)
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.promql.edit import single
from avionics.promql.tokens import TokenError

_NOT_VALUES = {
    "MatrixSelector": "a range of samples",
    "SubqueryExpr": "a range of samples",
    "StringLiteral": "a text",
}


@rule("error", "every expression is PromQL, and every SLI one selector")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at alerts, recording rules, panels (Grafana's variables allowed), SLIs and cockpit variables."""
    del catalog
    for written in (*conditions(service), *recordings(service)):
        yield from _value(written)
    for written in (*indicators(service), *sources(service)):
        yield from _selector(written)
    for panel in panels(service):
        for query in queries(panel):
            yield from _syntax(query.text, query)


def _syntax(text: str, written: Written) -> Iterator[Problem]:
    filled = plain(text)
    error = examined(filled)[1] if filled is not None else None
    if error is not None:
        yield Problem(written.where, f"not PromQL: {error.message}", span=(error.offset, error.length))


def _value(written: Written) -> Iterator[Problem]:
    """Rules are given no variables, and need one value a series."""
    tree, error = examined(written.text)
    if error is not None:
        yield Problem(written.where, f"not PromQL: {error.message}", span=(error.offset, error.length))
    elif (found := _NOT_VALUES.get(type(tree).__name__)) is not None:
        yield Problem(written.where, f"{found} is not a value", "apply a function to it, such as rate(...[5m])")


def _selector(written: Written) -> Iterator[Problem]:
    broken = list(_syntax(written.text, written))
    yield from broken
    if not broken and not _is_single(written.text):
        help_ = 'write the series alone, such as up{job="a"}: function and window are put around it'
        yield Problem(written.where, "expected one selector, without function, operator or range", help_)


def _is_single(text: str) -> bool:
    try:
        return single(text) is not None
    except TokenError:
        return False
