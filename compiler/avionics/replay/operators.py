"""PromQL's operators on columns that belong to one stream."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from functools import partial, reduce
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
    return [value if held else NONE for value, held in zip(values, map(holds, left, right), strict=True)]


def told(holds: Holds, left: Column, right: Column) -> Column:
    """1 where both sides are there and the comparison holds, 0 where it does not."""
    return [float(holds(a, b)) if there(a) and there(b) else NONE for a, b in zip(left, right, strict=True)]


def aggregated(name: str, columns: list[Column]) -> Column:
    """What an aggregation makes of the values that are there at each instant, one after the other; none of none.

    `sum` of Python 3.12 rounds otherwise than Prometheus.
    """
    whole = reduce(partial(_folded, FOLDS[name]), columns)
    return [1.0 if there(value) else NONE for value in whole] if name == "group" else whole


def _folded(fold: Number, left: Column, right: Column) -> Column:
    """Both where both are there, and the one that is there where only one is."""
    rows = zip(map(fold, left, right), left, right, strict=True)
    return [both if both == both else a if a == a else b for both, a, b in rows]  # noqa: PLR0124 - as `there` has it


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
    ">": operator.gt, "<": operator.lt, ">=": operator.ge, "<=": operator.le, "==": operator.eq,
    "!=": lambda left, right: left < right or left > right,
}  # fmt: skip
"""None holds for what is not there."""
FOLDS: dict[str, Number] = {"sum": operator.add, "max": max, "group": max}
"""Aggregations, as what is made of two values; where one is not there, of neither."""
MATHS: dict[str, Callable[[float], float]] = {
    "sqrt": lambda value: math.sqrt(value) if value >= 0 else NONE,
    "exp": math.exp,
    "floor": lambda value: float(math.floor(value)) if there(value) else NONE,
    "ln": lambda value: math.log(value) if value > 0 else NONE if value else -inf,
}
"""Functions of one value each."""
CLAMPS: dict[str, Callable[..., float]] = {
    "clamp_min": max, "clamp": lambda value, least, most: min(max(value, least), most),
}  # fmt: skip
"""Of two values that compare as neither, Python's keep the first: what is not there stays away."""
