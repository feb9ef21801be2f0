"""What the nodes of a PromQL tree mean to an alert."""

from __future__ import annotations

from typing import Any

from avionics.promql.tokens import COMPARISONS


def is_filter(node: Any) -> bool:
    """Whether `node` is a comparison that drops series; with `bool` it gives 0 or 1 and drops none."""
    if type(node).__name__ != "BinaryExpr" or str(node.op) not in COMPARISONS:
        return False
    return not (node.modifier and node.modifier.return_bool)
