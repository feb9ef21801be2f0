"""Which labels the result of an expression can carry, by Prometheus's rules for aggregations and matching."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from avionics.promql.syntax.modifiers import grouping, matching
from avionics.promql.syntax.parse import bare

CHOOSING = frozenset(("topk", "bottomk", "limitk", "limit_ratio"))
"""Aggregations that give some of the series as they are: which of them, depends on the others."""
ADDING = frozenset(("label_replace", "label_join"))
ABSENT = frozenset(("absent", "absent_over_time"))
"""Functions that make labels of what their selector asks for with `=`; of any other argument they make none."""
NEW = ABSENT | {"vector", "scalar", "time"}
"""Functions whose result has not the labels of the series below them."""
_ANY = frozenset(("info",))
"""Functions whose result may have labels that no argument has."""
_LITERALS = frozenset(("NumberLiteral", "StringLiteral"))


@lru_cache(maxsize=1024)  # expressions of one form have one tree
def may_carry(tree: Any, label: str) -> bool:
    """Whether a series in the result of `tree` can have `label`. False only where that is certain."""
    try:
        return _carries(tree, label)
    except RecursionError:  # too deep to be certain
        return True


def _carries(node: Any, label: str) -> bool:
    kind = type(node).__name__
    if kind in _LITERALS:
        return False
    if kind == "AggregateExpr":
        return _aggregation(node, label)
    if kind == "BinaryExpr":
        return _operation(node, label)
    if kind == "Call":
        return _call(node, label)
    return _carries(node.expr, label) if hasattr(node, "expr") else True


def _aggregation(node: Any, label: str) -> bool:
    operator = str(node.op)
    if operator in CHOOSING:
        return _carries(node.expr, label)
    if operator == "count_values" and getattr(node.param, "val", label) == label:
        return True
    return grouping(node).keeps(label) and _carries(node.expr, label)


def _operation(node: Any, label: str) -> bool:
    operator = str(node.op)
    if operator in ("and", "unless"):
        return _carries(node.lhs, label)
    sides = [side for side in (node.lhs, node.rhs) if not is_scalar(side)]
    if operator == "or" or len(sides) < 2:
        return any(_carries(side, label) for side in sides)
    matched = matching(node)
    if matched.many:
        return label in matched.brought or _carries(node.lhs if matched.many == "left" else node.rhs, label)
    return matched.by(label) and all(_carries(side, label) for side in sides)


def is_scalar(node: Any) -> bool:
    """Whether `node` is a number and not a vector."""
    kind = type(node).__name__
    if kind in ("ParenExpr", "UnaryExpr"):
        return is_scalar(node.expr)
    if kind == "BinaryExpr":
        return is_scalar(node.lhs) and is_scalar(node.rhs)
    return kind == "NumberLiteral" or (kind == "Call" and str(node.func.return_type).endswith("Scalar"))


def _call(node: Any, label: str) -> bool:
    name = node.func.name
    if name in ADDING and getattr(node.args[1], "val", label) == label:
        return True
    if name in _ANY:
        return True
    if name in ABSENT:
        return _asks_for(bare(node.args[0]), label)
    return any(_carries(argument, label) for argument in node.args)


def _asks_for(node: Any, label: str) -> bool:
    """Whether `node` is a selector that says which value `label` has."""
    selector = node.vector_selector if type(node).__name__ == "MatrixSelector" else node
    if type(selector).__name__ != "VectorSelector":
        return False
    return any(one.name == label and str(one.op) == "MatchOp.Equal" for one in selector.matchers.matchers)
