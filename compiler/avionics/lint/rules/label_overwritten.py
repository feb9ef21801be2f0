"""Series that an expression keeps apart stay apart when the compiler has put its labels on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from avionics.conventions import names
from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.place import Where
from avionics.promql.meaning.apart import fixed
from avionics.promql.meaning.examined import tree
from avionics.promql.meaning.labels import ADDING, may_carry
from avionics.promql.syntax.modifiers import grouping, matching
from avionics.promql.syntax.parse import below, walk

_ON_ALERTS = names.OWN_LABELS - {names.SLO, names.WINDOW, names.EXHAUSTION}
_DECIDING = frozenset(("and", "unless"))
_HELP = "aggregate it away, or under another name: sum by (kind) (label_replace(..., 'kind', '$1', '{}', '(.*)'))"


@rule("warning", "expressions do not keep series apart by labels that the compiler overwrites")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at labels that an expression itself speaks of and that its result may carry."""
    environments = _environments(catalog)
    for alert in service.alerts:
        yield from _overwritten(alert.where.at("expr"), alert.expr, _ON_ALERTS, environments)
    for one in service.rules:
        given = frozenset(name for name, _ in one.labels) | {names.SERVICE}
        yield from _overwritten(one.where.at("expr"), one.expr, given, environments)


def _environments(catalog: Catalog) -> frozenset[str]:
    """The labels of environments; those that are matchers too have one value in each expression already."""
    first = catalog.project.environments[0]
    return frozenset(dict(first.labels).keys() - dict(first.matchers).keys())


def _overwritten(where: Where, expr: str, given: frozenset[str], environments: frozenset[str]) -> Iterator[Problem]:
    """Recorded series, whose names hold a colon, are asked for one value of each environment label."""
    ours = given if ":" in expr else given | environments
    if not any(name in expr for name in ours):
        return
    parsed = tree(expr)
    for label in sorted(_spoken_of(parsed) & ours) if parsed is not None else ():
        if may_carry(parsed, label) and not fixed(expr, label):
            message = f"the compiler overwrites the label {label!r}: series that differ in it alone become the same"
            yield Problem(where, message, _HELP.format(label))


def _spoken_of(parsed: Any) -> set[str]:
    """The labels by which the expression tells series apart, or that it makes; one value asked for is no difference."""
    return {label for node in walk(parsed, _giving) for label in _labels(node)}


def _giving(node: Any) -> Iterable[Any]:
    """Those directly below that give labels: what only decides which series stay gives none."""
    if type(node).__name__ != "BinaryExpr":
        return below(node)
    many = matching(node).many
    if str(node.op) in _DECIDING or many == "left":
        return (node.lhs,)
    return (node.rhs,) if many == "right" else (node.lhs, node.rhs)


def _labels(node: Any) -> Iterator[str]:
    kind = type(node).__name__
    if kind == "VectorSelector":
        yield from (matcher.name for matcher in node.matchers.matchers if str(matcher.op) != "MatchOp.Equal")
    elif kind == "AggregateExpr":
        yield from grouping(node).labels if grouping(node).by else ()
    elif kind == "BinaryExpr":
        yield from matching(node).brought
    elif kind == "Call" and node.func.name in ADDING:
        yield getattr(node.args[1], "val", "")
