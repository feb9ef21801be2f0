"""What our labels would part: series that we record carry some that raw series do not."""

from __future__ import annotations

from typing import Any

from avionics.conventions.names import SERVICE
from avionics.promql.labels import is_scalar
from avionics.promql.modifiers import matching
from avionics.promql.parse import walk
from avionics.promql.unmatched import Known, sure


def parted(parsed: Any, recorded: frozenset[str]) -> str:
    """The operator of the first matching, on all labels, of what is `recorded` with what is not; "" for none."""
    known = Known(given=frozenset(), recorded=recorded, of_recorded=frozenset((SERVICE,)))
    try:
        return next((str(node.op) for node in walk(parsed) if _parts(node, known)), "")
    except RecursionError:  # too deep to be certain
        return ""


def _parts(node: Any, known: Known) -> bool:
    if type(node).__name__ != "BinaryExpr" or is_scalar(node.lhs) or is_scalar(node.rhs):
        return False
    matched = matching(node)
    if matched.on or SERVICE in matched.labels:
        return False
    return (SERVICE in sure(node.lhs, known)) != (SERVICE in sure(node.rhs, known))
