"""PromQL's operators on columns that belong to one stream."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from functools import reduce
from math import inf

from avionics.replay.clock import NONE, Column, there

Number = Callable[[float, float], float]
Holds = Callable[[float, float], bool]


def _divided(left: float, right: float) -> float:
    if right:
        return left / right
    return NONE if not left or not there(left) else inf if left > 0 else -inf


def kept(values: Column, holds: Holds, left: Column, right: Column) -> Column:
    """`values` where both sides are there and the comparison holds."""
    sides = zip(values, left, right, strict=True)
    return [value if holds(a, b) and there(a) and there(b) else NONE for value, a, b in sides]


def told(holds: Holds, left: Column, right: Column) -> Column:
    """1 where both sides are there and the comparison holds, 0 where it does not."""
    return [float(holds(a, b)) if there(a) and there(b) else NONE for a, b in zip(left, right, strict=True)]


def by_rows(made: Callable[[list[float]], float], columns: list[Column]) -> Column:
    """What is made of the values that are there at each instant; none of none."""
    rows = ([value for value in row if there(value)] for row in zip(*columns, strict=True))
    return [made(row) if row else NONE for row in rows]


def _added(row: list[float]) -> float:
    """One after the other: `sum` of Python 3.12 rounds otherwise than Prometheus."""
    return reduce(operator.add, row)


def _and(left: Column, right: Column) -> Column:
    return [a if there(b) else NONE for a, b in zip(left, right, strict=True)]


def _or(left: Column, right: Column) -> Column:
    return [a if there(a) else b for a, b in zip(left, right, strict=True)]


def _unless(left: Column, right: Column) -> Column:
    return [NONE if there(b) else a for a, b in zip(left, right, strict=True)]


SETS: dict[str, Callable[[Column, Column], Column]] = {"and": _and, "or": _or, "unless": _unless}
ARITHMETIC: dict[str, Number] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": _divided, "%": operator.mod,
    "^": operator.pow,
}  # fmt: skip
"""The remainder is that of Python, which is Prometheus' for what is not negative."""
COMPARISONS: dict[str, Holds] = {
    ">": operator.gt, "<": operator.lt, ">=": operator.ge, "<=": operator.le, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip
ROWS: dict[str, Callable[[list[float]], float]] = {
    "sum": _added, "min": min, "max": max, "avg": lambda row: _added(row) / len(row),
    "group": lambda row: float(bool(row)),
}  # fmt: skip
"""Aggregations."""
MATHS: dict[str, Callable[[float], float]] = {
    "sqrt": lambda value: math.sqrt(value) if value >= 0 else NONE,
    "exp": math.exp,
    "ln": lambda value: math.log(value) if value > 0 else NONE if value else -inf,
}
"""Functions of one value each."""
CLAMPS: dict[str, Number] = {"clamp_min": max, "clamp_max": min}
"""Of two values that compare as neither, Python's keep the first: what is not there stays away."""
