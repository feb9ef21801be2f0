"""The clock of promtool, which begins in 1970, moved to when a period or a maintenance of a spec is."""

from __future__ import annotations

from msgspec.structs import replace

from avionics.plan.values import Group
from avionics.promql.tokens import tokens


def moved(groups: tuple[Group, ...], later: int) -> tuple[Group, ...]:
    """The groups as they are, but that the time they ask for is so many seconds later than promtool's."""
    if not later:
        return groups
    return tuple(
        Group(group.name, group.interval, tuple(replace(rule, expr=_moved(rule.expr, later)) for rule in group.rules))
        for group in groups
    )


def _moved(expr: str, later: int) -> str:
    """Every `time()` of an expression, `later` seconds added."""
    stream = tokens(expr)
    asked = [
        (name.start, closed.end)
        for name, opened, closed in zip(stream, stream[1:], stream[2:], strict=False)
        if (name.text, opened.text, closed.text) == ("time", "(", ")")
    ]
    for start, end in reversed(asked):
        expr = f"{expr[:start]}({expr[start:end]} + {later}){expr[end:]}"
    return expr
