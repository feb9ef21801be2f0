"""A written error ratio counts over one window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Any

from avionics.lint.engine import Problem, rule
from avionics.model.service import Service
from avionics.promql.meaning.examined import tree
from avionics.promql.syntax.modifiers import gives_a_number
from avionics.promql.syntax.parse import below, called
from avionics.promql.text.duration import seconds
from avionics.promql.text.tokens import tokens
from avionics.slis.raw import UNWRITTEN, WINDOW

_COUNTING = frozenset(("rate", "increase"))
_SMOOTHING = 3_600
"""Seconds. Who divides by the traffic of an hour or a day may mean to smooth it."""
_LEFT = frozenset(("and", "unless", ">", "<", ">=", "<=", "==", "!="))
"""Operators whose result holds nothing of their right side."""


@rule("warning", "the expressions of a raw SLI count over $window and no other")
def check(service: Service) -> Iterator[Problem]:
    """Looks at what is counted over less than an hour beside $window, in SLIs that are written as expressions."""
    for slo in service.slos:
        for route, _ in slo.sli.expressions():
            written: str = slo.sli.written[route[0]]
            if WINDOW in written and (other := _other(written.replace(WINDOW, UNWRITTEN))):
                start, length = other
                own = written[start : start + length]
                message = f"{own} stands beside {WINDOW}: what happened in one time is held against another"
                where = slo.sli_at(*route)
                yield Problem(where, message, f"write {WINDOW} here too", other)


def _other(written: str) -> tuple[int, int] | None:
    """The first window that is too short to be meant, where the variable is one as well."""
    parsed = tree(written)
    found = set(_counted(parsed)) if parsed is not None else set()
    if seconds(UNWRITTEN) not in found:
        return None
    short = {window for window in found if window < _SMOOTHING}
    for opening, after in pairwise(tokens(written)) if short else ():
        if opening.text == "[" and seconds(after.text) in short:
            return after.start, len(after.text)
    return None


def _counted(node: Any) -> Iterator[int]:
    """The windows, in seconds, over which the result of an expression counts; no comparison with another time."""
    kind = type(node).__name__
    if kind == "Call" and called(node) in _COUNTING and type(node.args[0]).__name__ == "MatrixSelector":
        selected = node.args[0]
        if selected.vector_selector.offset is None and selected.vector_selector.at is None:
            yield selected.range // timedelta(seconds=1)
    elif kind == "BinaryExpr" and str(node.op) in _LEFT:
        if not gives_a_number(node):
            yield from _counted(node.lhs)
    elif kind != "SubqueryExpr":
        for each in below(node):
            yield from _counted(each)
