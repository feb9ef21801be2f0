"""Is it PromQL? In process, by promql-parser, behind guards that keep it from crashing.

Facts are read from its tree by our own walk; its text is never re-printed (it prints invalid PromQL for some strings).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from types import ModuleType
from typing import Any

from avionics.promql.syntax.fault import PromqlError
from avionics.promql.syntax.guards import MAX_OPERATORS, guard, guard_patterns, harmless
from avionics.promql.text.quote import quote
from avionics.promql.text.tokens import TokenError, tokens

_SUSPECT = re.compile(r"[*+?}]\??[*+?{]|\{[0-9,]*[0-9]{4}|\)\{|\\(?:[uU23]|x[89a-fA-F])|\(\?[^:]|\[:")
"""What may be a pattern that Prometheus refuses."""


def parse(text: str, operators: int = MAX_OPERATORS) -> Any:
    """The syntax tree of `text`, which holds `operators` at most.

    Raises:
        PromqlError: it is not PromQL, or nested deeper or longer than anybody writes.
    """
    found = _judged(text, operators)
    if "~" in text and _SUSPECT.search(text):
        guard_patterns(text)
    return found


def _judged(text: str, operators: int) -> Any:
    if harmless(text):
        with suppress(ValueError):  # said with its place below
            return _parsed(text)
    try:
        stream = tokens(text)
    except TokenError as error:
        raise _blame().no_token(text, error) from None
    guard(text, stream, operators)
    try:
        return _parsed(text)
    except ValueError as error:
        raise _blame().located(text, stream, str(error), _parsed) from None


def _parsed(text: str) -> Any:
    """What the parser in use makes of `text`. A panic in it is no Exception, and would end the run.

    Raises:
        ValueError: it is not PromQL.
        PromqlError: the parser gave up.
    """
    import promql_parser  # noqa: PLC0415  a Rust extension, needed by compiles only

    try:
        return promql_parser.parse(_double_quoted(text) if "`" in text else text)
    except (ValueError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001
        raise PromqlError(f"the parser cannot read it: {error}", 0, len(text)) from None


def _double_quoted(text: str) -> str:
    """`text` with strings in backquotes in double quotes: the parser in use takes a backslash in them for an escape."""
    pieces, position = [], 0
    with suppress(TokenError):
        for token in tokens(text):
            if token.text[0] == "`":
                pieces += [text[position : token.start], quote(token.text[1:-1])]
                position = token.end
    return "".join([*pieces, text[position:]])


def _blame() -> ModuleType:
    from avionics.promql.syntax import blame  # noqa: PLC0415  for mistakes only

    return blame


def bare(node: Any) -> Any:
    """`node` without the brackets around it."""
    while type(node).__name__ == "ParenExpr":
        node = node.expr
    return node


def called(node: Any) -> str:
    """The function or aggregation that `node` calls, or ""."""
    kind = type(node).__name__
    return str(node.func.name) if kind == "Call" else str(node.op) if kind == "AggregateExpr" else ""


def below(node: Any) -> list[Any]:
    """The expressions directly below `node`, the last one first."""
    kind = type(node).__name__
    if kind == "BinaryExpr":
        return [node.rhs, node.lhs]
    if kind == "Call":
        return list(reversed(node.args))
    if kind == "AggregateExpr":
        return [node.expr] if node.param is None else [node.expr, node.param]
    if kind in ("ParenExpr", "SubqueryExpr", "UnaryExpr"):
        return [node.expr]
    if kind == "MatrixSelector":
        return [node.vector_selector]
    return []


def walk(node: Any, down: Callable[[Any], Iterable[Any]] = below) -> Iterator[Any]:
    """`node` and every expression below it; `down` says which of those directly below one."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(down(current))
