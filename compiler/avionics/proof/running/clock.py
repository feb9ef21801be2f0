"""The clock of promtool, which begins in 1970, moved to when a period or a maintenance of a spec is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from avionics.plan.values import Group
from avionics.promql.text.brackets import depths
from avionics.promql.text.tokens import Token, tokens
from avionics.proof.needed import in_place


def moved(groups: tuple[Group, ...], later: int) -> tuple[Group, ...]:
    """The groups as they are, but that the time they ask for is so many seconds later than promtool's."""
    if not later:
        return groups
    return in_place(groups, lambda rule: (replace(rule, expr=_moved(rule.expr, later)),))


def _moved(expr: str, later: int) -> str:
    """Every `time()` and `timestamp(...)` of an expression, `later` seconds added."""
    for at, put in sorted(_put_in(tokens(expr), later), reverse=True):
        expr = expr[:at] + put + expr[at:]
    return expr


def _put_in(stream: tuple[Token, ...], later: int) -> Iterator[tuple[int, str]]:
    """What is put in, and where."""
    inside = depths(stream)
    for index, (name, opened) in enumerate(pairwise(stream)):
        if name.text in ("time", "timestamp") and opened.text == "(":
            yield name.start, "("
            closed = inside.index(inside[index], index + 2)  # out of the bracket again, as the name is
            yield stream[closed].end, f" + {later})"
