"""A counter's rate is taken first, and summed then: a sum falls whenever one of its counters begins anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from avionics.lint.counters import ENDINGS, GAUGES
from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import Promql, Written, nodes
from avionics.promql.meaning.examined import tree
from avionics.promql.syntax.parse import bare, called
from avionics.promql.text.tokens import selectors

_RATES = frozenset(("rate", "irate", "increase"))


@rule("warning", "counters are summed after their rate is taken, not before")
def check(promql: Promql) -> Iterator[Problem]:
    """Looks at rates of subqueries, and of what a rule of the service records."""
    summed = {one.record: found for one in promql.service.rules if (found := _summed(tree(one.expr)))}
    for written in promql.expressions:
        if ":" in written.text and any(name in written.text for name in _RATES):
            yield from _rates(written, summed)


def _rates(written: Written, summed: dict[str, str]) -> Iterator[Problem]:
    for node in nodes(written):
        if called(node) in _RATES:
            counter, named = _below(node.args[0], summed)
            if counter:
                start = next((one.start for one in selectors(written.text) if one.name == named), 0)
                message = f"{called(node)} of a sum: each time one {counter} begins anew, the whole sum seems to"
                help_ = f"take the rate of each and add up then: sum(rate({counter}[...]))"
                yield Problem(written.where, message, help_, (start, len(named)))


def _below(ranged: Any, summed: dict[str, str]) -> tuple[str, str]:
    """The counter that was summed, and the name under which it is read here."""
    if type(ranged).__name__ == "SubqueryExpr":
        counter = _summed(ranged.expr)
        return counter, counter
    name = ranged.vector_selector.name or "" if type(ranged).__name__ == "MatrixSelector" else ""
    return summed.get(name, ""), name


def _summed(node: Any) -> str:
    """The counter whose plain sum a syntax tree is, or ""."""
    node = bare(node)
    name = getattr(bare(node.expr), "name", None) or "" if called(node) == "sum" else ""
    return name if name.endswith(ENDINGS) and name not in GAUGES else ""
