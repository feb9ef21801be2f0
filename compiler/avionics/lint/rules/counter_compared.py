"""An alert compares how fast a counter grows, not how far it got."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from avionics.lint.counters import ENDINGS, GAUGES
from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import Promql
from avionics.promql.meaning.examined import tree
from avionics.promql.text.selector import Selector
from avionics.promql.text.tokens import COMPARISONS, selectors

_OF_VALUES = frozenset({"sum", "min", "max", "avg", "topk", "bottomk", "quantile"})
_CONDITIONS = frozenset({"and", "unless"})


@rule("warning", "an alert compares no counter as it is")
def check(promql: Promql) -> Iterator[Problem]:
    """Looks at alerts whose value is that of a counter by its name, aggregated or not."""
    for written in promql.conditions:
        if any(ending in written.text for ending in ENDINGS) and (found := _compared(written.text)):
            message = f"{found.name} is a counter by its name, and grows for as long as what counts it runs"
            help_ = "compare how fast it grows: rate(...[5m]) a second, or increase(...[1h])"
            yield Problem(written.where, message, help_, (found.start, len(found.name)))


def _compared(text: str) -> Selector | None:
    """The selector whose value the alert has, where its name is that of a counter."""
    node = _valued(tree(text))
    name = str(node.name) if type(node).__name__ == "VectorSelector" else ""
    if not name.endswith(ENDINGS) or name in GAUGES:
        return None
    return next((one for one in selectors(text) if one.name == name), None)


def _valued(node: Any) -> Any:
    """What the value of an expression is that of, below parentheses, aggregations and conditions."""
    while True:
        kind = type(node).__name__
        if kind == "ParenExpr" or (kind == "AggregateExpr" and str(node.op) in _OF_VALUES):
            node = node.expr
        elif kind == "BinaryExpr" and (str(node.op) in _CONDITIONS or _with_number(node)):
            node = node.lhs
        else:
            return node


def _with_number(node: Any) -> bool:
    """Whether it is a comparison with a number; with its own past a counter may be compared."""
    return str(node.op) in COMPARISONS and type(node.rhs).__name__ == "NumberLiteral"
