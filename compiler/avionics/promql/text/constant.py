"""Expressions of numbers alone, worked out as Prometheus does."""

from __future__ import annotations

from operator import add, mul, sub, truediv
from typing import Any

_ARITHMETIC = {"+": add, "-": sub, "*": mul, "/": truediv}
_LARGEST = 1e15
"""Numbers beyond are written with an exponent, which people do not read."""


def constant(node: Any) -> float | None:
    """The number that an expression is: 600 of `10 * 60`; None for any other, and for more than people read."""
    kind = type(node).__name__
    if kind == "NumberLiteral":
        return float(node.val) if abs(node.val) < _LARGEST else None
    if kind == "ParenExpr":
        return constant(node.expr)
    if kind == "UnaryExpr":
        found = constant(node.expr)
        return None if found is None else -found
    if kind == "BinaryExpr" and str(node.op) in _ARITHMETIC:
        left = constant(node.lhs)
        right = None if left is None else constant(node.rhs)
        if left is not None and right not in (None, 0):
            return float(_ARITHMETIC[str(node.op)](left, right))
    return None
