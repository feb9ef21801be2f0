"""What drops series: comparisons, and all else by which a condition is met at some times only."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from avionics.promql.syntax.modifiers import gives_a_number
from avionics.promql.syntax.parse import bare, walk
from avionics.promql.text.tokens import COMPARISONS

_SET = frozenset(("and", "unless"))
_ABSENT = frozenset(("absent", "absent_over_time"))


def is_filter(node: Any) -> bool:
    """Whether `node` is a comparison that drops series; with `bool` it gives 0 or 1 and drops none."""
    if type(node).__name__ != "BinaryExpr" or str(node.op) not in COMPARISONS:
        return False
    return not gives_a_number(node)


def compares(node: Any) -> bool:
    """Whether the outermost operator of a syntax tree, brackets left out, is such a comparison."""
    return node is not None and is_filter(bare(node))


def conditional(tree: Any, passing: Container[str] = ()) -> bool:
    """Whether something in a syntax tree drops series, on each side where `or` is its outermost operator; metrics in
    `passing` exist only while a condition holds."""
    return tree is not None and all(any(_drops(node, passing) for node in walk(side)) for side in sides(tree))


def sides(tree: Any) -> list[Any]:
    """What stands on the sides of `or` where that is the outermost operator of a syntax tree; else the tree alone."""
    found, behind = [], [tree]
    while behind:
        node = bare(behind.pop())
        if type(node).__name__ == "BinaryExpr" and str(node.op) == "or":
            behind += [node.rhs, node.lhs]
        else:
            found.append(node)
    return found


def _drops(node: Any, passing: Container[str]) -> bool:
    kind = type(node).__name__
    if kind == "VectorSelector":
        return node.name in passing
    if kind == "Call":
        return node.func.name in _ABSENT
    return kind == "BinaryExpr" and (str(node.op) in _SET or is_filter(node))
