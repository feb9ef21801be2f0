"""The condition of an alert: what it looks at, and the number it compares that with."""

from __future__ import annotations

import math

from msgspec import Struct

from avionics.promql.meaning.examined import tree
from avionics.promql.meaning.filters import compares
from avionics.promql.meaning.labels import is_scalar
from avionics.promql.syntax.modifiers import gives_a_number
from avionics.promql.text.brackets import bare, operators, trimmed
from avionics.promql.text.constant import constant

_SIDES = {">": "above", "<": "below"}
_MIRRORED = {">": "below", "<": "above"}
_DIGITS = 12
"""More than people write; what is left of a rounding has more."""


class Condition(Struct, frozen=True):
    """An expression, and the side and number of its last comparison; None where it compares by itself, if at all."""

    expr: str
    bound: tuple[str, float] | None = None


def condition(query: str) -> Condition:
    """The condition that `query`, which is PromQL, states: `a > 5` and `5 < a` are `a`, above 5.

    `>=`, `==` and `!=` stay in the expression, as do comparisons that are a part of it: ours fire above or below.
    """
    text = bare(query)
    root = tree(text)
    if type(root).__name__ != "BinaryExpr" or str(root.op) not in _SIDES or gives_a_number(root):
        return Condition(query)
    sign = [one for one in operators(text) if one.text == str(root.op)][-1]
    left, right = trimmed(text[: sign.start]), trimmed(text[sign.end :])
    if compares(root.lhs) or compares(root.rhs):
        return Condition(query)
    if (number := constant(root.rhs)) is not None:
        return Condition(left, (_SIDES[sign.text], _written(number)))
    if (number := constant(root.lhs)) is not None and not is_scalar(root.rhs):
        return Condition(right, (_MIRRORED[sign.text], _written(number)))
    return Condition(query)


def _written(value: float) -> float:
    """The number that people mean: 0.0144 of `(1 - 0.999) * 14.4`, which is 0.014400000000000013 in binary."""
    near = float(f"{value:.{_DIGITS}g}")
    return near if math.isclose(near, value, rel_tol=1e-14) else value
