"""From which selectors of an expression a label of its result comes.

A matcher in each of these gives what choosing among the results would give: sums, joins and thresholds of other series
stay as they are. Where that is not certain there are none.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from avionics.promql.meaning.labels import ADDING, CHOOSING, may_carry
from avionics.promql.syntax.modifiers import grouping, matching

Found = frozenset[int]
_NONE: Found = frozenset()
_MAKING = frozenset(("absent", "absent_over_time", "info", "scalar"))
_LEAVES = frozenset(("VectorSelector", "MatrixSelector"))


@lru_cache(maxsize=1024)  # expressions of one form have one tree
def bearers(tree: Any, label: str) -> Found:
    """The positions, in the text of `tree`, of the selectors that `label` comes from."""
    try:
        return _Flow(label).follow(tree)
    except RecursionError:  # too deep to be certain
        return _NONE


class _Flow:
    """Goes through an expression in the order of its text, counting selectors."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._count = 0

    def follow(self, node: Any) -> Found:
        """The selectors below `node` that the label of its result comes from."""
        kind = type(node).__name__
        if kind in _LEAVES:
            self._count += 1
            return frozenset((self._count - 1,))
        if kind == "BinaryExpr":
            return self._operation(node, self.follow(node.lhs), self.follow(node.rhs))
        if kind == "AggregateExpr":
            return self._aggregation(node)
        if kind == "Call":
            return self._call(node)
        return self.follow(node.expr) if hasattr(node, "expr") else _NONE

    def _aggregation(self, node: Any) -> Found:
        if node.param is not None:
            self.follow(node.param)  # counted: it stands before the expression
        below, operator = self.follow(node.expr), str(node.op)
        made = operator == "count_values" and getattr(node.param, "val", self._label) == self._label
        if operator in CHOOSING or made:
            return _NONE
        return below if grouping(node).keeps(self._label) else _NONE

    def _call(self, node: Any) -> Found:
        name = node.func.name
        below = _NONE.union(*[self.follow(argument) for argument in node.args])
        made = name in ADDING and getattr(node.args[1], "val", self._label) == self._label
        merged = name.startswith("histogram_") and self._label == "le"
        return _NONE if made or merged or name in _MAKING else below

    def _operation(self, node: Any, left: Found, right: Found) -> Found:
        operator = str(node.op)
        if operator in ("and", "unless"):
            return left
        how = matching(node)
        matched = how.by(self._label)
        if operator == "or":
            return left | right if matched and self._chosen(node.lhs, left) and self._chosen(node.rhs, right) else _NONE
        if not how.many:
            return left | right if matched else _NONE
        many, one = (left, right) if how.many == "left" else (right, left)
        if self._label in how.brought:
            return one
        return many | one if matched else many

    def _chosen(self, side: Any, found: Found) -> bool:
        """Whether a choice among the side's results is made in its selectors, or can concern none of them."""
        return bool(found) or not may_carry(side, self._label)
