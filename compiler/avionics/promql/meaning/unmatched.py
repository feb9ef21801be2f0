"""Operators whose two sides have no series in common: each on one side has a label that none on the other can have."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from msgspec import Struct

from avionics.promql.meaning.examined import examined
from avionics.promql.meaning.labels import ADDING, CHOOSING, NEW, is_scalar, may_carry
from avionics.promql.syntax.modifiers import Labels, grouping, matching
from avionics.promql.syntax.parse import walk
from avionics.promql.text.quote import quote
from avionics.promql.text.tokens import COMPARISONS

_NONE: Labels = frozenset()
_SELECTING = frozenset(("and", "unless"))
_MATCHING = frozenset(("+", "-", "*", "/", "%", "^", "atan2")) | _SELECTING | COMPARISONS


class Unmatched(Struct, frozen=True):
    """An operator; the `side`, left or right, whose series all have `label`, which the other's cannot have."""

    operator: str
    side: str
    label: str


class Known(Struct, frozen=True, cache_hash=True):
    """Labels that every series has: `given` to each, and to those that rules record by the names in `recorded`."""

    given: Labels
    recorded: frozenset[str]
    of_recorded: Labels


@lru_cache(maxsize=1024)  # expressions of one form have one tree
def unmatched(tree: Any, known: Known) -> Unmatched | None:
    """The first such operator in a tree; None where it is not certain that there is one."""
    try:
        return next(filter(None, (_unmatched(node, known) for node in walk(tree))), None)
    except RecursionError:  # too deep to be certain
        return None


def _unmatched(node: Any, known: Known) -> Unmatched | None:
    if (
        type(node).__name__ != "BinaryExpr"
        or str(node.op) not in _MATCHING
        or is_scalar(node.lhs)
        or is_scalar(node.rhs)
    ):
        return None
    matched = matching(node)
    if matched.on:
        return None
    for side, one, other in (("left", node.lhs, node.rhs), ("right", node.rhs, node.lhs)):
        lost = {label for label in sure(one, known) - matched.labels if not may_carry(other, label)}
        if lost:  # one that somebody wrote says most
            return Unmatched(str(node.op), side, min(lost, key=lambda label: (label in known.given, label)))
    return None


def sure(node: Any, known: Known) -> Labels:
    """The labels that every series in the result certainly has."""
    kind = type(node).__name__
    if kind == "VectorSelector":
        asked = frozenset(one.name for one in node.matchers.matchers if _there(str(one.op), one.value))
        return asked - {"__name__"} | known.given | (known.of_recorded if node.name in known.recorded else _NONE)
    if kind == "MatrixSelector":
        return sure(node.vector_selector, known)
    if kind == "AggregateExpr":
        return _aggregation(node, known)
    if kind == "Call":
        return _call(node, known)
    if kind == "BinaryExpr":
        return _operation(node, known)
    return sure(node.expr, known) if hasattr(node, "expr") else _NONE


def _there(operator: str, value: str) -> bool:
    """Whether a matcher selects no series without its label."""
    if operator == "MatchOp.Re":
        return not examined(f"{{a=~{quote(value)}}}")[1]  # a selector needs one matcher that is not met by nothing
    return operator == "MatchOp.Equal" if value else operator == "MatchOp.NotEqual"


def _aggregation(node: Any, known: Known) -> Labels:
    if str(node.op) in CHOOSING:
        return sure(node.expr, known)
    (by, listed), below = grouping(node), sure(node.expr, known)
    return below & listed if by else below - listed


def _call(node: Any, known: Known) -> Labels:
    if node.func.name in NEW:
        return _NONE
    below = next((sure(argument, known) for argument in node.args if not is_scalar(argument)), _NONE)
    made = {getattr(node.args[1], "val", "")} if node.func.name in ADDING else {"le"}
    return below - made


def _operation(node: Any, known: Known) -> Labels:
    operator = str(node.op)
    left, right = (_NONE if is_scalar(side) else sure(side, known) for side in (node.lhs, node.rhs))
    if operator in _SELECTING or is_scalar(node.rhs):
        return left
    if is_scalar(node.lhs):
        return right
    if operator == "or":
        return left & right
    matched = matching(node)
    if matched.many:
        return (left if matched.many == "left" else right) - matched.brought
    return (left | right) & matched.labels if matched.on else (left | right) - matched.labels
