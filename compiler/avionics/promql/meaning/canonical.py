"""One text for all ways to write an expression: in any layout, with its matchers and what may be swapped in any order.

It is compared with others, and neither shown nor evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from avionics.promql.patterns.listed import listed
from avionics.promql.patterns.matchers import NAME
from avionics.promql.patterns.regex import RegexError
from avionics.promql.syntax.fault import PromqlError
from avionics.promql.syntax.modifiers import grouping
from avionics.promql.syntax.parse import bare, parse
from avionics.promql.text.constant import constant
from avionics.promql.text.tokens import COMPARISONS

_TURNED = {">": "<", ">=": "<="}
_EXACT = {"Re": "Equal", "NotRe": "NotEqual"}
_LOGIC = frozenset(("and", "or", "unless"))
_SERIES = frozenset(("VectorSelector", "MatrixSelector", "SubqueryExpr"))
_FIRST_VALUES = frozenset(("and", "unless"))
"""Of the other side counts only for which series there are values."""


def condition(text: str) -> str | None:
    """The form of a condition, of which only counts for which series it is met; None as of `value`."""
    return _read(text, met=True)


def value(text: str) -> str | None:
    """The form of an expression whose values count; None where it is no PromQL, or reads no series."""
    return _read(text, met=False)


def _read(text: str, *, met: bool) -> str | None:
    try:
        form = _form(parse(text), met=met)
    except (PromqlError, RecursionError):  # the rule promql-syntax reports it, or it is too deep to be certain
        return None
    return form if "{" in form else None


def _form(node: Any, *, met: bool = False) -> str:
    """The form of a node; `met` says that its values do not count."""
    node = bare(node)
    kind = type(node).__name__
    if kind == "BinaryExpr":
        return _operation(node, met=met)
    if kind == "AggregateExpr":
        return _aggregation(node)
    if kind == "Call":
        return f"{node.func.name}({', '.join(map(_form, node.args))})"
    if kind == "UnaryExpr":
        return f"-({_form(node.expr)})"
    return _series(node, kind) if kind in _SERIES else repr(node.val)


def _series(node: Any, kind: str) -> str:
    if kind == "MatrixSelector":
        return f"{_form(node.vector_selector)}[{node.range}]"
    if kind == "SubqueryExpr":
        return f"{_form(node.expr)}[{node.range}:{node.step}]{_times(node)}"
    return f"{{{', '.join(sorted(_matchers(node)))}}}{_times(node)}"


def _matchers(selector: Any) -> Iterator[str]:
    """Its matchers, the name one of them. A pattern that names its values asks for these."""
    if selector.name:
        yield f"{NAME} Equal {[selector.name]}"
    for one in selector.matchers.matchers:
        operator = str(one.op).rpartition(".")[2]
        named = _named(one.value) if operator in _EXACT else [one.value]
        yield f"{one.name} {operator if named is None else _EXACT.get(operator, operator)} {named or one.value!r}"


def _named(pattern: str) -> list[str] | None:
    try:
        found = listed(pattern)
    except RegexError:
        return None
    return None if found is None else sorted(found)


def _times(node: Any) -> str:
    return f" offset {node.offset} @ {node.at}" if node.offset or node.at else ""


def _aggregation(node: Any) -> str:
    by, labels = grouping(node)
    inside = ", ".join([_form(one) for one in (node.param, node.expr) if one is not None])
    return f"{node.op} {'by' if by else 'without'} ({', '.join(sorted(labels))}) ({inside})"


def _operation(node: Any, *, met: bool) -> str:
    """An operation; what may be swapped stands in the order of its form."""
    operator, how = str(node.op), _matching(node.modifier)
    met_there = met and operator in _LOGIC
    if not how and (operator in ("+", "*") or (met_there and operator != "unless")):
        return f"({f' {operator} '.join(sorted(_form(one, met=met_there) for one in _joined(node, operator)))})"
    if operator in COMPARISONS:
        sides = [_compared(node.lhs), _compared(node.rhs)]
    else:
        sides = [_form(node.lhs, met=met_there), _form(node.rhs, met=met_there or operator in _FIRST_VALUES)]
    if operator in COMPARISONS and (how == "bool" or (met and not how)):
        sides = sides[::-1] if operator in _TURNED else sides if operator in _TURNED.values() else sorted(sides)
        operator = _TURNED.get(operator, operator)
    return f"({sides[0]} {operator} {how} {sides[1]})"


def _compared(node: Any) -> str:
    """The form of one side of a comparison, which may be a number that is worked out: `10 * 60`."""
    number = constant(node)
    return _form(node) if number is None else repr(number)


def _joined(node: Any, operator: str) -> Iterator[Any]:
    """What is joined by one operator, in however many steps."""
    for side in map(bare, (node.lhs, node.rhs)):
        if type(side).__name__ == "BinaryExpr" and str(side.op) == operator and not _matching(side.modifier):
            yield from _joined(side, operator)
        else:
            yield side


def _matching(modifier: Any) -> str:
    """How both sides are matched; "" where it is by all labels, one to one."""
    if modifier is None:
        return ""
    said = ["bool"] if modifier.return_bool else []
    if modifier.matching is not None:
        said.append(f"{modifier.matching.type} {sorted(modifier.matching.labels)}")
    if modifier.group_labels is not None:
        said.append(f"{modifier.card} {sorted(modifier.group_labels)}")
    filled = modifier.fill_values
    return " ".join([*said, *(f"{one}" for one in (filled.lhs, filled.rhs) if one is not None)])
