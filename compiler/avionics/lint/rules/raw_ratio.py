"""A written error ratio is from 0 to 1, and there while all is well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import eq, ge, gt, le, lt, ne

from avionics.lint.engine import Problem, rule
from avionics.model.service import Service
from avionics.promql.meaning.examined import tree
from avionics.promql.text.brackets import bare, operators
from avionics.promql.text.tokens import SET_OPERATORS, Token, tokens

_FIELD = "errorRatio"
_HOLDS = {"==": eq, "!=": ne, ">": gt, "<": lt, ">=": ge, "<=": le}

Fault = tuple[str, str]
"""What is wrong, and what to do."""


@rule("warning", "the error ratio of a raw SLI is from 0 to 1, and there while nothing fails")
def check(service: Service) -> Iterator[Problem]:
    """Looks at what stands outside of all brackets in error ratios that are written as expressions."""
    for slo in service.slos:
        for route, text in slo.sli.expressions():
            if route == (_FIELD,) and tree(text) is not None:
                where = slo.sli_at(_FIELD)
                yield from (Problem(where, *fault) for fault in _faults(bare(text)))


def _faults(expr: str) -> Iterator[Fault]:
    outside = operators(expr)
    if _by_hundred(expr, outside, "*") and not _by_hundred(expr, outside, "/"):
        yield (
            "it is multiplied by 100, and a ratio is from 0 to 1: what is above 1 counts as all bad",
            "write it without: the objective alone is in per cent",
        )
    conditional = any(one.text.lower() in SET_OPERATORS for one in outside)  # what is compared then is no ratio
    if outside and not conditional and (written := _leaves_out(expr, outside[-1])):
        judged = written.replace(" ", " bool ", 1)
        yield (
            f"where {written} does not hold the ratio is not there, and nothing is measured",
            f"write {judged} for a ratio of 1 where it holds and 0 where not; >= 0 leaves out NaN alone",
        )


def _by_hundred(expr: str, outside: Sequence[Token], operator: str) -> bool:
    """Whether one of the operators outside of all brackets has 100 on its right, or `*` on its left."""
    stream = tokens(expr)
    return any(
        one in outside and one.text == operator and (_is_hundred(after) or (operator == "*" and _is_hundred(before)))
        for before, one, after in zip(stream, stream[1:], stream[2:], strict=False)
    )


def _is_hundred(one: Token) -> bool:
    return one.kind == "number" and one.text in ("100", "100.0", "1e2")


def _leaves_out(expr: str, last: Token) -> str:
    """The comparison with a number at the end of an expression that leaves out a ratio of 0 or of 1; "" for none."""
    number = expr[last.end :].strip()
    try:
        bound = float(number.replace(" ", ""))
    except ValueError:  # `bool`, or no number
        return ""
    holds = _HOLDS.get(last.text)
    return "" if holds is None or (holds(0, bound) and holds(1, bound)) else f"{last.text} {number}"
