"""What stands outside of all brackets in a query."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.promql.tokens import OPERATORS, SET_OPERATORS, Token, TokenError, tokens

_BRACKETS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}


def bare(query: str) -> str:
    """`query` without blanks and brackets around the whole of it."""
    text = query.strip()
    while text.startswith("(") and _closes_at_end(text):
        text = text[1:-1].strip()
    return text


def operators(query: str) -> tuple[Token, ...]:
    """The operators that stand in no brackets; none where the query cannot be read."""
    return tuple(_operators(_tokens(query)))


def _operators(stream: tuple[Token, ...]) -> Iterator[Token]:
    depth = 0
    for token in stream:
        if token.kind == "operator" and token.text in _BRACKETS:
            depth += _BRACKETS[token.text]
        elif depth == 0 and (token.text in OPERATORS or token.text.lower() in SET_OPERATORS):
            yield token


def _tokens(query: str) -> tuple[Token, ...]:
    try:
        return tokens(query)
    except TokenError:
        return ()


def _closes_at_end(text: str) -> bool:
    stream, depth = _tokens(text), 0
    for index, token in enumerate(stream):
        depth += (token.text == "(") - (token.text == ")")
        if depth == 0:
            return index == len(stream) - 1
    return False
