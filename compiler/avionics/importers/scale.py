"""The numbers that queries are multiplied by: where errors and total have the same, their ratio has it not."""

from __future__ import annotations

from typing import Any

from avionics.importers import queries, weights
from avionics.importers.fields import CHANGED, Told
from avionics.place import Where
from avionics.promql.meaning.examined import tree
from avionics.promql.syntax.parse import bare as unbracketed
from avionics.promql.text.brackets import bare, operators
from avionics.promql.text.constant import constant

_ADDING = frozenset(("sum", "avg", "min", "max"))


def cancelled(total: str, part: str, where: Where, told: Told) -> tuple[str, str]:
    """`total` and a `part` of it without the number that both are multiplied by, such as the seconds of a window.

    One that they are divided by stays: who has everything twice, in two replicas, counts right by it.
    """
    (all_, of_all), (some, of_some) = _scaled(weights.of_any(total)), _scaled(queries.errors_of(part))
    if of_all != of_some or of_all <= 1:
        return total, part
    message = f"both queries are {of_all:g} times what they count: the number was taken out, the ratio is the same"
    told.say(CHANGED, "info", where, message, "say another 'minFailures' if one of what is counted is no whole failure")
    return all_, some


def _scaled(query: str) -> tuple[str, float]:
    """`query` without the numbers that all of it is multiplied by, and their product."""
    text, factor = bare(query), 1.0
    while (signs := operators(text)) and all(one.text in ("*", "/") for one in signs):
        first, last = signs[0], signs[-1]
        behind, before = constant(tree(text[last.end :])), constant(tree(text[: first.start]))
        if behind:
            text, factor = bare(text[: last.start]), factor * (behind if last.text == "*" else 1 / behind)
        elif before and first.text == "*":
            text, factor = bare(text[first.end :]), factor * before
        else:
            break
    return text, factor


def factor(query: str) -> float:
    """How many times what it counts a query is: 300 of `sum(rate(x[5m]) * 300)`; 1 where nothing says so."""
    try:
        return _factor(tree(query))
    except RecursionError:  # too deep to be certain
        return 1


def _factor(node: Any) -> float:
    node = unbracketed(node)
    kind = type(node).__name__
    if kind == "AggregateExpr" and str(node.op) in _ADDING:
        return _factor(node.expr)
    if kind != "BinaryExpr":
        return 1
    operator, before, behind = str(node.op), constant(node.lhs), constant(node.rhs)
    left, right = _factor(node.lhs), _factor(node.rhs)
    if operator == "*":
        return (before or left) * (behind or right)
    if operator == "/" and behind:
        return left / behind
    return left if operator in ("+", "-") and left == right else 1
