"""What our labels would part: series that we record carry some that raw series do not."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from avionics.conventions.names import SERVICE
from avionics.promql.labels import CHOOSING, is_scalar
from avionics.promql.parse import walk

_NEW = frozenset(("absent", "absent_over_time", "scalar", "time", "vector"))
"""Functions whose result has no labels of the series below them."""


def parted(parsed: Any, recorded: Container[str]) -> str:
    """The operator of the first matching, on all labels, of what is `recorded` with what is not; "" for none."""
    try:
        return next((str(node.op) for node in walk(parsed) if _parts(node, recorded)), "")
    except RecursionError:  # too deep to be certain
        return ""


def _parts(node: Any, recorded: Container[str]) -> bool:
    if type(node).__name__ != "BinaryExpr" or is_scalar(node.lhs) or is_scalar(node.rhs):
        return False
    matching = node.modifier.matching if node.modifier else None
    if matching is not None and (str(matching.type).endswith("Include") or SERVICE in matching.labels):
        return False
    return _carries(node.lhs, recorded) != _carries(node.rhs, recorded)


def _carries(node: Any, recorded: Container[str]) -> bool:
    """Whether series in the result have the labels that we put on what is recorded."""
    kind = type(node).__name__
    if kind == "VectorSelector":
        return node.name in recorded
    if kind == "MatrixSelector":
        return _carries(node.vector_selector, recorded)
    if kind == "BinaryExpr":
        sides = (node.lhs,) if str(node.op) in ("and", "unless") else (node.lhs, node.rhs)
        return any(_carries(side, recorded) for side in sides)
    if kind == "AggregateExpr":
        return _keeps(node) and _carries(node.expr, recorded)
    if kind == "Call":
        return node.func.name not in _NEW and any(_carries(argument, recorded) for argument in node.args)
    return hasattr(node, "expr") and _carries(node.expr, recorded)


def _keeps(aggregation: Any) -> bool:
    """Whether an aggregation keeps the label of the service."""
    modifier = aggregation.modifier
    if str(aggregation.op) in CHOOSING or modifier is None:
        return str(aggregation.op) in CHOOSING
    return (SERVICE in modifier.labels) == str(modifier.type).endswith("By")
