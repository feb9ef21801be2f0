"""At which of its steps a subquery looks: at all of them, or at those on one side of a time that was recorded."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from avionics.promql.syntax.parse import bare
from avionics.replay.clock import there


class Held(Struct, frozen=True):
    """What a subquery looks at; only where it is `after` the time of the series `edge` less `ago` seconds, or not."""

    looked: Any
    edge: Any = None
    after: bool = False
    ago: int = 0

    def steps(self, edge: float, first: int, last: int, tile: int) -> tuple[int, int]:
        """Of the steps from a first to a last, each `tile` seconds long, those looked at where `edge` is the time."""
        if not there(edge):
            return last + 1, last
        number = int(edge - self.ago) // tile
        return (max(first, number + 1), last) if self.after else (first, min(last, number))


def held(node: Any) -> Held:
    """Reads `x and on () (vector(time()) > scalar(start @ end()))`, or with `<= scalar(start @ end()) - 3600`.

    A comparison that stands alone looks at its own left side.
    """
    found = bare(node)
    joined = _is(found, "BinaryExpr", "and")
    condition: Any = bare(found.rhs) if joined else found
    if not (_is(condition, "BinaryExpr", ">", "<=") and str(condition.lhs) == "vector(time())"):
        return Held(node)
    edge, ago = condition.rhs, 0
    if _is(edge, "BinaryExpr", "-") and type(edge.rhs).__name__ == "NumberLiteral":
        edge, ago = edge.lhs, int(edge.rhs.val)
    if type(edge).__name__ != "Call" or edge.func.name != "scalar":
        return Held(node)
    start = edge.args[0]
    if type(start).__name__ != "VectorSelector" or str(start.at) != "@ end()":
        return Held(node)
    return Held(found.lhs if joined else condition.lhs, start, str(condition.op) == ">", ago)


def _is(node: Any, kind: str, *operators: str) -> bool:
    return type(node).__name__ == kind and str(node.op) in operators
