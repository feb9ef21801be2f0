"""Is it PromQL? In process, by promql-parser, behind guards that keep it from crashing.

Facts are read from its tree by our own walk; its text is never re-printed (it prints invalid PromQL for some strings).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from avionics.promql.tokens import TokenError, tokens

MAX_DEPTH = 100
MAX_OPERATORS = 300

_VARIABLE = re.compile(r"\$\{?(__rate_interval|__interval|__range)\}?")


class PromqlError(Exception):
    """An expression that is not PromQL. `offset` is where, in characters, as well as we know."""

    def __init__(self, message: str, offset: int = 0, length: int = 1) -> None:
        super().__init__(message)
        self.message, self.offset, self.length = message, offset, length


def parse(text: str) -> Any:
    """The syntax tree of `text`.

    Raises:
        PromqlError: it is not PromQL, or nested deeper or longer than anybody writes.
    """
    import promql_parser  # noqa: PLC0415  a Rust extension, needed by compiles only

    _guard(text)
    try:
        return promql_parser.parse(text)
    except ValueError as error:
        raise _located(text, str(error)) from None


def _guard(text: str) -> None:
    """Refuses what would crash a recursive parser, and finds unbalanced brackets with their place."""
    open_: list[tuple[str, int]] = []
    pairs = {")": "(", "]": "[", "}": "{"}
    operators = 0
    try:
        for token in tokens(text):
            if token.text in ("(", "[", "{"):
                open_.append((token.text, token.start))
                if len(open_) > MAX_DEPTH:
                    raise PromqlError(f"nested deeper than {MAX_DEPTH} levels", token.start)
            elif token.text in pairs:
                if not open_ or open_.pop()[0] != pairs[token.text]:
                    raise PromqlError(f"unexpected {token.text!r}", token.start)
            elif token.kind in ("operator", "name"):
                operators += 1
                if operators > MAX_OPERATORS * 3:
                    raise PromqlError("longer than anybody can review; record parts of it as rules", token.start)
    except TokenError as error:
        raise PromqlError(error.message, error.offset) from None
    if open_:
        raise PromqlError(f"{open_[-1][0]!r} is never closed", open_[-1][1])


def _located(text: str, message: str) -> PromqlError:
    """The parser names no position: find the longest prefix that could still become PromQL, token by token."""
    stream = list(tokens(text))
    for unknown in re.findall(r"unknown function.*?'?([A-Za-z_]+)'?$", message):
        for token in stream:
            if token.text == unknown:
                return PromqlError(message, token.start, len(token.text))
    for before, token in zip(stream, stream[1:], strict=False):
        if _cannot_follow(before.kind, before.text, token.kind, token.text):
            return PromqlError(f"{message}: unexpected {token.text!r}", token.start, len(token.text))
    if stream and stream[-1].kind == "operator" and stream[-1].text not in ")}]":
        return PromqlError(f"{message}: something is missing after {stream[-1].text!r}", stream[-1].start)
    return PromqlError(message, 0, len(text.split("\n", 1)[0]))


_BINARY = frozenset("+ * / % ^ == != <= >= < > =~ !~".split())


def _cannot_follow(before_kind: str, before: str, kind: str, text: str) -> bool:
    value = ("name", "number", "string")
    words = ("by", "without", "on", "ignoring", "and", "or", "unless", "bool", "offset", "group_left", "group_right", "atan2")
    if kind in value and before_kind in value and text.lower() not in words and before.lower() not in words:
        return True
    return text in _BINARY and (before in _BINARY or before in ("(", ","))


def walk(node: Any) -> Iterator[Any]:
    """`node` and every expression below it."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(_below(current))


def _below(node: Any) -> list[Any]:
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


def without_variables(text: str) -> str:
    """`text` of a panel with Grafana's own variables made durations, so that it parses. Offsets stay the same or grow."""
    return _VARIABLE.sub("5m", text)
