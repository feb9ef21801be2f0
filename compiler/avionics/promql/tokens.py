"""A tokenizer that keeps offsets, and from it the places of selectors.

The engine edits the user's own text at these offsets; nothing is ever re-printed from a syntax tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""(?P<space>\s+|\#[^\n]*)
      |(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`)
      |(?P<name>[a-zA-Z_:][a-zA-Z0-9_:]*)
      |(?P<number>0[xX][0-9a-fA-F]+|[0-9]+(?:ms|[smhdwy])(?:[0-9]+(?:ms|[smhdwy]))*|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)
      |(?P<variable>\$\{[A-Za-z0-9_:]+\}|\$[A-Za-z0-9_]+)
      |(?P<operator>=~|!~|!=|==|<=|>=|[-+*/%^=<>@{}()\[\],:])""",
    re.VERBOSE,
)

_LABEL_LISTS = frozenset({"by", "without", "on", "ignoring", "group_left", "group_right"})
_WORDS = frozenset({"and", "or", "unless", "bool", "offset", "atan2", "inf", "nan", "start", "end"}) | _LABEL_LISTS
_AGGREGATIONS = frozenset(
    "sum avg count min max group stddev stdvar topk bottomk count_values quantile limitk limit_ratio".split()
)


class TokenError(Exception):
    """A character that begins no token of PromQL, at `offset`."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message, self.offset = message, offset


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: its kind, its characters, and where they begin."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def tokens(text: str) -> Iterator[Token]:
    """The tokens of `text`, without white space and comments.

    Raises:
        TokenError: at the first character that begins no token.
    """
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise TokenError(f"unexpected character {text[position]!r}", position)
        kind = match.lastgroup or ""
        if kind != "space":
            yield Token(kind, match.group(), position)
        position = match.end()


@dataclass(frozen=True, slots=True)
class Selector:
    """A vector selector in a text.

    `insert` is the offset at which a matcher goes; `empty` says whether there is none before it, `braces` whether
    there are braces. `labels` are the names it already matches on.
    """

    name: str
    start: int
    end: int
    insert: int
    braces: bool
    empty: bool
    labels: tuple[str, ...]


def selectors(text: str) -> list[Selector]:
    """Every vector selector in `text`, in order.

    Raises:
        TokenError: the text cannot be tokenized, or a brace is never closed.
    """
    stream = list(tokens(text))
    found: list[Selector] = []
    index = 0
    while index < len(stream):
        token = stream[index]
        following = stream[index + 1] if index + 1 < len(stream) else None
        if token.text in _LABEL_LISTS and following and following.text == "(":
            index = _closing(stream, index + 1, ")")
        elif token.text == "{":
            selector, index = _braces(stream, index, "", token.start)
            found.append(selector)
        elif token.kind == "name" and _is_metric(token, following, stream[index - 1] if index else None):
            if following and following.text == "{":
                selector, index = _braces(stream, index + 1, token.text, token.start)
                found.append(selector)
            else:
                found.append(Selector(token.text, token.start, token.end, token.end, False, True, ()))
        index += 1
    return found


def _is_metric(token: Token, following: Token | None, before: Token | None) -> bool:
    lowered = token.text.lower()
    if following and following.text == "(":
        return False
    if lowered in _AGGREGATIONS and following and following.text in ("by", "without"):
        return False
    return not (lowered in _WORDS and not (following and following.text == "{")) or (
        lowered in ("start", "end") and not (before and before.text == "@")
    )


def _closing(stream: list[Token], opening: int, closing: str) -> int:
    for index in range(opening, len(stream)):
        if stream[index].text == closing:
            return index
    raise TokenError(f"{stream[opening].text!r} is never closed", stream[opening].start)


def _braces(stream: list[Token], opening: int, name: str, start: int) -> tuple[Selector, int]:
    closing = _closing(stream, opening, "}")
    inside = stream[opening + 1 : closing]
    labels = tuple(
        token.text.strip("\"'`")
        for token, after in zip(inside, inside[1:], strict=False)
        if after.text in ("=", "!=", "=~", "!~") and token.kind in ("name", "string")
    )
    last = inside[-1] if inside else stream[opening]
    trailing_comma = last.text == ","
    insert = last.start if trailing_comma else last.end
    return Selector(name, start, stream[closing].end, insert, True, not inside, labels), closing
