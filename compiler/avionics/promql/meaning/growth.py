"""How a result grows with the window it looks over: an increase in proportion to it, a rate not at all.

What counts events a second has power 0. A power is None where parts of a result grow unlike one another, or where a
number that is not 0 is added to, or a bound of, what grows.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from avionics.promql.meaning.examined import tree
from avionics.promql.syntax.modifiers import gives_a_number
from avionics.promql.syntax.parse import bare
from avionics.promql.text.duration import seconds
from avionics.promql.text.tokens import tokens

GROWING = frozenset(("increase", "delta", "sum_over_time", "count_over_time", "changes", "resets"))
"""Functions of a range whose result is larger, the longer the range."""

_COUNTING = frozenset(("count_over_time", "changes", "resets"))
"""Those of them that do not look at how large the values are."""
_ALIKE = frozenset((
    "abs", "sort", "sort_desc", "sort_by_label", "sort_by_label_desc", "label_replace", "label_join", "scalar", "rate",
    "irate", "idelta", "deriv", "avg_over_time", "min_over_time", "max_over_time", "last_over_time", "first_over_time",
    "quantile_over_time", "stddev_over_time", "mad_over_time",
))  # fmt: skip
"""Functions whose result is twice as large where their values are."""
_NEVER = frozenset(("absent", "absent_over_time", "present_over_time", "sgn", "timestamp"))
_COUNTS = frozenset(("count", "group", "count_values"))
_SQUARED = "stdvar"


def growth(text: str, window: str) -> int | None:
    """The power of the length of `window`, a duration as it stands in `text`, that the result is in proportion to."""
    try:
        return _of(tree(text), timedelta(seconds=seconds(window)))
    except RecursionError:  # too deep to be certain
        return None


def growing(text: str) -> tuple[int, int] | None:
    """Where the first function that grows with its range stands in `text`, and its length."""
    found = next((token for token in tokens(text) if token.text in GROWING), None)
    return (found.start, len(found.text)) if found else None


def _of(node: Any, window: timedelta) -> int | None:
    kind = type(node).__name__
    if kind == "BinaryExpr":
        return _operation(node, _of(node.lhs, window), _of(node.rhs, window))
    if kind == "AggregateExpr":
        return _aggregation(str(node.op), _of(node.expr, window))
    if kind == "Call":
        return _call(node, window)
    return _of(node.expr, window) if hasattr(node, "expr") else 0


def _aggregation(operator: str, below: int | None) -> int | None:
    if operator in _COUNTS:
        return 0
    return _flat(below) if operator == _SQUARED else below


def _call(node: Any, window: timedelta) -> int | None:
    name = node.func.name
    if name in _NEVER:
        return 0
    looked = int(name in GROWING and bare(node.args[0]).range == window)
    below = [0] if name in _COUNTING else [_of(argument, window) for argument in node.args]
    if None in below:
        return None
    found = next((power for power in below if power), 0)
    return found + looked if name in _ALIKE | GROWING else _flat(found)


def _operation(node: Any, left: int | None, right: int | None) -> int | None:
    operator = str(node.op)
    if operator in ("and", "unless"):
        return left
    if gives_a_number(node):
        return 0
    if operator in ("*", "/"):
        return None if left is None or right is None else left + (right if operator == "*" else -right)
    if operator in ("^", "%", "atan2"):
        return _flat(left) if right == 0 else None
    if _zero(node.rhs):
        return left
    return right if _zero(node.lhs) else left if left == right else None


def _flat(power: int | None) -> int | None:
    return 0 if power == 0 else None


def _zero(node: Any) -> bool:
    """Whether it is 0, or a vector of it: which is so in any unit."""
    node = bare(node)
    kind = type(node).__name__
    if kind == "Call":
        return bool(node.func.name == "vector" and _zero(node.args[0]))
    return bool(kind == "NumberLiteral" and node.val == 0)
