"""What counts series gives nothing where there are none, not 0; what tells whether there are any is 1 or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from avionics.lint.engine import Problem, rule
from avionics.model.alert import OPERATORS, Alert
from avionics.model.service import Service
from avionics.place import Where
from avionics.promql.meaning.examined import tree
from avionics.promql.syntax.modifiers import gives_a_number
from avionics.promql.syntax.parse import bare, called, walk
from avionics.promql.text.number import number

_COUNTS = frozenset(("count", "count_over_time"))
"""1, 2, 3 and so on (Prometheus, "Aggregation operators", "Query functions")."""
_ONE = frozenset(("group", "absent", "absent_over_time", "present_over_time"))
_QUICK = ("count", "group", "absent", "present")
_NEVER: dict[str, Callable[[float], bool]] = {
    "==": lambda value: value < 1 or value != int(value), "<": lambda value: value <= 1, "<=": lambda value: value < 1,
}  # fmt: skip
"""When no count compares so with a number."""
_NEVER_ONE: dict[str, Callable[[float], bool]] = {
    **_NEVER, "==": lambda value: value != 1, ">": lambda value: value >= 1, ">=": lambda value: value > 1,
}  # fmt: skip
_ABSENT = "it is 1 while there is none, and that is a condition: leave the comparison out"
_HELP = "of no series there is no result: ask by 'absent(...)', or put 0 there, as in 'count(...) or vector(0)'"


@rule("warning", "alerts do not wait for a count of 0, or for absent to be anything but 1")
def check(service: Service) -> Iterator[Problem]:
    """Looks at comparisons with numbers, in expressions and by above or below."""
    for alert in service.alerts:
        if any(word in alert.expr for word in _QUICK):
            yield from _of(alert)


def _of(alert: Alert) -> Iterator[Problem]:
    parsed = tree(alert.expr)
    for node in walk(parsed) if parsed is not None else ():
        if (
            type(node).__name__ == "BinaryExpr"
            and type(node.rhs).__name__ == "NumberLiteral"
            and not gives_a_number(node)
        ):
            yield from _never(alert.where.at("expr"), node.lhs, str(node.op), node.rhs.val)
    for where, side, value in alert.thresholds():
        yield from _never(where, parsed, OPERATORS[side], value)


def _never(where: Where, counting: Any, sign: str, value: float) -> Iterator[Problem]:
    name = called(bare(counting))
    never = (_NEVER if name in _COUNTS else _NEVER_ONE if name in _ONE else {}).get(sign)
    if never and never(value):
        gives = "1, 2, 3 and so on" if name in _COUNTS else "1"
        help_ = _ABSENT if name.startswith("absent") else _HELP
        yield Problem(where, f"{name} gives {gives}, or nothing: it is never {sign} {number(value)}", help_)
