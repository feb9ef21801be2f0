"""What a quotient of like things is: a share, of which 1 is all, or one that was multiplied to go to 100; and what is
left of 100.
"""

from __future__ import annotations

import re
from typing import Any, Literal

from avionics.promql.meaning.examined import tree
from avionics.promql.meaning.filters import is_filter
from avionics.promql.meaning.measured import counted_in
from avionics.promql.syntax.parse import bare

Scale = Literal["share", "percentage"]

_RATES = frozenset(("rate", "irate", "increase"))
_KEEPING = frozenset(("clamp_min", "clamp_max", "round", "sort", "sort_desc", "abs", "ceil", "floor"))
_CHOOSING = frozenset(("avg", "min", "max", "topk", "bottomk", "quantile"))
_LEFT = frozenset(("and", "unless", "or"))
_ALL = 100
_ADDED = re.compile(r"_sum\Z|percent")


def scale(text: str) -> Scale | None:
    """What the values of `text` are; None where that is not certain."""
    if "/" not in text and "100" not in text:
        return None
    try:
        return _of(tree(text))
    except RecursionError:  # too deep to be certain
        return None


def _of(node: Any) -> Scale | None:
    kind = type(node).__name__
    if kind == "ParenExpr":
        return _of(node.expr)
    if kind == "AggregateExpr":
        return _of(node.expr) if str(node.op) in _CHOOSING else None
    if kind == "Call":
        return _of(node.args[0]) if node.func.name in _KEEPING else None
    return _operation(node) if kind == "BinaryExpr" else None


def _operation(node: Any) -> Scale | None:
    operator, left = str(node.op), _number(node.lhs)
    if is_filter(node) or operator in _LEFT:
        return _of(node.lhs)
    if operator == "/":
        return _quotient(node)
    if operator == "*":
        return "percentage" if _of(_multiplied(node)) == "share" else None
    if operator == "-" and left == _ALL and _multiplied(bare(node.rhs)):
        return "percentage"
    if operator == "-" and left in (1, _ALL):  # what is left of it
        rest = _of(node.rhs)
        return rest if rest == ("share" if left == 1 else "percentage") else None
    return None


def _quotient(node: Any) -> Scale | None:
    """Of like things; `100 * a / b` multiplies before it divides."""
    multiplied = _multiplied(node.lhs)
    like = _form(multiplied or node.lhs)
    if not like or like != _form(node.rhs):
        return None
    return "percentage" if multiplied else "share"


def _multiplied(node: Any) -> Any:
    """What is multiplied by 100; None where nothing is."""
    if type(node).__name__ != "BinaryExpr" or str(node.op) != "*":
        return None
    return node.rhs if _number(node.lhs) == _ALL else node.lhs if _number(node.rhs) == _ALL else None


def _number(node: Any) -> float | None:
    node = bare(node)
    return float(node.val) if type(node).__name__ == "NumberLiteral" else None


def _form(node: Any) -> tuple[Any, ...]:
    """What a side of a quotient counts, alike for what is of one kind: () where that is not known.

    Of a metric it is its name, or the unit that this ends in; of counters that unit alone; of series their number. What
    a counter adds up that names no unit may be per cent as well: `load_sum / load_count` is a mean.
    """
    kind = type(node).__name__
    if kind == "VectorSelector":
        name = node.name or ""
        return (counted_in(name) or name,) if name else ()
    if kind == "ParenExpr":
        return _form(node.expr)
    if kind == "AggregateExpr":
        below = _form(node.expr) if str(node.op) != "count" else ("number",)
        return (str(node.op), *below) if below else ()
    if kind == "Call" and node.func.name in _RATES and type(node.args[0]).__name__ == "MatrixSelector":
        counter = node.args[0].vector_selector.name or ""
        unit = counted_in(counter)
        return (node.func.name, str(node.args[0].range), unit) if unit or not _ADDED.search(counter) else ()
    return ()
