"""How far back an expression looks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from avionics.promql.syntax.parse import below

_NONE = timedelta()


def looks_back(tree: Any) -> int:
    """Seconds from an evaluation to the oldest sample that it asks for, by ranges and offsets; 0 for none.

    What has a time of its own (`@`) looks back from there, and nobody knows how far that is.
    """
    oldest, stack = _NONE, [(tree, _NONE)]
    while stack:
        node, ago = stack.pop()
        kind = type(node).__name__
        if kind in ("VectorSelector", "SubqueryExpr"):
            if node.at is not None:
                continue
            ago += node.offset or _NONE
        if kind in ("MatrixSelector", "SubqueryExpr"):
            ago += node.range
        if kind == "VectorSelector":
            oldest = max(oldest, ago)
        stack += [(each, ago) for each in below(node)]
    return int(oldest.total_seconds())
