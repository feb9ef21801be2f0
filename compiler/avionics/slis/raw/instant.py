"""What an expression is at one instant, where all that it reads is known: a number, NaN as 0/0 is, or nothing.

All series are taken to carry the same labels, so that a sum is what is summed and every match is one to one.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from typing import Any

from avionics.promql.syntax.modifiers import gives_a_number
from avionics.slis.example import NoExample

Number = float | None
"""None for nothing."""
_ALIKE = frozenset({"sum", "avg", "min", "max"})
"""Aggregations of one series that are its value."""


def value(tree: Any, given: Mapping[str, Number]) -> Number:
    """The value of an expression whose series are those `given`, by their names.

    Raises:
        NoExample: there is something in it that is not understood.
    """
    return _KINDS.get(type(tree).__name__, _unknown)(tree, given)


def _unknown(node: Any, given: Mapping[str, Number]) -> Number:
    del given
    raise _refused(type(node).__name__)


def _refused(what: object) -> NoExample:
    return NoExample(f"{what} is in its error ratio or weight, and nobody knows what it makes of what is counted")


def _series(node: Any, given: Mapping[str, Number]) -> Number:
    if node.offset is not None or node.at is not None:
        raise _refused("another time (offset, @)")
    return given[node.name]


def _negative(node: Any, given: Mapping[str, Number]) -> Number:
    below = value(node.expr, given)
    return None if below is None else -below


def _aggregated(node: Any, given: Mapping[str, Number]) -> Number:
    if str(node.op) not in _ALIKE:
        raise _refused(node.op)
    return value(node.expr, given)


def _call(node: Any, given: Mapping[str, Number]) -> Number:
    name, arguments = node.func.name, node.args
    if name in ("vector", "label_replace", "label_join"):
        return value(arguments[0], given)
    if name not in _FUNCTIONS:
        raise _refused(name)
    values = [value(one, given) for one in arguments]
    return None if None in values else _FUNCTIONS[name](*values)


def _binary(node: Any, given: Mapping[str, Number]) -> Number:
    left, right, sign = value(node.lhs, given), value(node.rhs, given), str(node.op)
    if sign in _SETS:
        return _SETS[sign](left, right)
    if sign not in _ARITHMETIC and sign not in _COMPARISONS:
        raise _refused(sign)
    if left is None or right is None:
        return None
    if sign in _ARITHMETIC:
        return _ARITHMETIC[sign](left, right)
    holds = _COMPARISONS[sign](left, right)
    if gives_a_number(node):
        return float(holds)
    kept = right if type(node.lhs).__name__ == "NumberLiteral" else left
    return kept if holds else None


def _divided(left: float, right: float) -> float:
    if right:
        return left / right
    return math.copysign(math.inf, left) if left and not math.isnan(left) else math.nan


def _clamp(number: float, least: float, most: float) -> float:
    return number if math.isnan(number) else max(least, min(most, number))


_KINDS: dict[str, Callable[[Any, Mapping[str, Number]], Number]] = {
    "NumberLiteral": lambda node, _: float(node.val),
    "VectorSelector": _series,
    "ParenExpr": lambda node, given: value(node.expr, given),
    "UnaryExpr": _negative,
    "AggregateExpr": _aggregated,
    "Call": _call,
    "BinaryExpr": _binary,
}
_FUNCTIONS: dict[str, Callable[..., float]] = {
    "abs": abs,
    "clamp": _clamp,
    "clamp_min": lambda number, least: _clamp(number, least, math.inf),
    "clamp_max": lambda number, most: _clamp(number, -math.inf, most),
}
_SETS: dict[str, Callable[[Number, Number], Number]] = {
    "or": lambda left, right: right if left is None else left,
    "and": lambda left, right: None if right is None else left,
    "unless": lambda left, right: left if right is None else None,
}
_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": _divided,
}  # fmt: skip
_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    ">": operator.gt, "<": operator.lt, ">=": operator.ge, "<=": operator.le, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip
