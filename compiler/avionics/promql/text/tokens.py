"""A tokenizer that keeps offsets, and from it the places of selectors.

The compiler edits the user's own text at these offsets; nothing is ever re-printed from a syntax tree.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from avionics.promql.text.quick import quick
from avionics.promql.text.selector import Selector

_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+|\#[^\n]*)
      |(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`)
      |(?P<name>(?:[a-zA-Z_]|(?<![0-9a-zA-Z_]):)[a-zA-Z0-9_:]*)
      |(?P<number>0[xX][0-9a-fA-F]+|(?:[0-9]+(?:ms|[smhdwy]))+|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)
      |(?P<variable>\$\{[A-Za-z0-9_:]+\}|\$[A-Za-z0-9_]+)
      |(?P<operator>=~|!~|!=|==|<=|>=|[-+*/%^=<>@{}()\[\],:])""",
    re.VERBOSE,
)

LABEL_LISTS = frozenset({"by", "without", "on", "ignoring", "group_left", "group_right"})
"""Words that a list of labels follows."""

COMPARISONS = frozenset({"==", "!=", "<", ">", "<=", ">="})
OPERATORS = COMPARISONS | frozenset("+-*/%^")
"""Those between two values that are no words."""

SET_OPERATORS = frozenset({"and", "or", "unless", "atan2"})
MATCHERS = frozenset({"=", "!=", "=~", "!~"})
AGGREGATIONS = frozenset({
    "sum", "avg", "count", "min", "max", "group", "stddev", "stdvar", "topk", "bottomk", "count_values", "quantile",
    "limitk", "limit_ratio",
})  # fmt: skip
_NEVER_METRICS = LABEL_LISTS - {"by", "without"} | {"bool"}
_NUMBERS = frozenset({"inf", "nan"})
_CLOSING = {"(": ")", "[": "]", "{": "}"}


class TokenError(Exception):
    """A character that begins no token of PromQL, at `offset`."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message, self.offset = message, offset


class Token(NamedTuple):
    """A piece of the text: its kind, its characters, and where they begin."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@lru_cache(maxsize=512)
def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of `text`, without white space and comments. A few readers ask for those of the same text in turn.

    Raises:
        TokenError: at the first character that begins no token.
    """
    found: list[Token] = []
    position = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if start != position:
            break
        kind = match.lastgroup
        if kind != "space":
            found.append(Token(kind or "", match[0], start))
        position = end
    if position < len(text):
        what = "this text never ends" if text[position] in "\"'`" else f"unexpected character {text[position]!r}"
        raise TokenError(what, position)
    return tuple(found)


def comment(text: str) -> tuple[int, int] | None:
    """Where the first comment in `text` begins, and its length; None where there is none that can be read."""
    position = 0
    for match in _TOKEN.finditer(text) if "#" in text else ():
        if match.start() != position:
            return None
        if match[0].startswith("#"):
            return match.start(), len(match[0])
        position = match.end()
    return None


@lru_cache(maxsize=8192)
def selectors(text: str) -> tuple[Selector, ...]:
    """Every vector selector in `text`, in order. Rules, every environment and the cockpit ask for those of a text.

    Raises:
        TokenError: the text cannot be tokenized, or a bracket is never closed.
    """
    found = quick(text)
    return tuple(careful(text) if found is None else found)


def careful(text: str) -> list[Selector]:
    """Every vector selector in `text`, whatever it is.

    Raises:
        TokenError: as `selectors`.
    """
    stream = tokens(text)
    found: list[Selector] = []
    operand = True  # whether a value must come next, so that a name is one and no operator
    index = 0
    while index < len(stream):
        token = stream[index]
        if token.kind == "name" and not (operand and token.text.lower() not in _NEVER_METRICS):
            index, operand = _word(stream, index, operand=operand)
        elif token.kind == "name" and _names_series(stream, index):
            selector, index = _named(stream, index)
            found.append(selector)
            operand = False
        elif token.text == "{":
            selector, index = _braces(stream, index, "", token.start)
            found.append(selector)
            operand = False
        elif token.text == "[":
            index = _closing(stream, index)
        else:
            operand = token.kind == "operator" and token.text != ")"
        index += 1
    return found


def _word(stream: tuple[Token, ...], index: int, *, operand: bool) -> tuple[int, bool]:
    """The last token that belongs to a word between values, and whether a value must come next."""
    word = stream[index].text.lower()
    following = stream[index + 1 : index + 2]
    if word in LABEL_LISTS and following and following[0].text == "(":
        return _closing(stream, index + 1), operand
    return index, operand or word in SET_OPERATORS or word == "offset"


def _names_series(stream: tuple[Token, ...], index: int) -> bool:
    """Whether a name where a value is expected is that of series: no function, aggregation, number, or time after @."""
    word = stream[index].text.lower()
    following = stream[index + 1].text if index + 1 < len(stream) else ""
    if following == "(" or word in _NUMBERS:
        return False
    return not (word in AGGREGATIONS and following.lower() in ("by", "without"))


def _named(stream: tuple[Token, ...], index: int) -> tuple[Selector, int]:
    token = stream[index]
    if index + 1 < len(stream) and stream[index + 1].text == "{":
        return _braces(stream, index + 1, token.text, token.start)
    return Selector(token.text, token.start, token.end, token.end, False, True, ()), index


def _closing(stream: tuple[Token, ...], opening: int) -> int:
    closing = _CLOSING[stream[opening].text]
    for index in range(opening, len(stream)):
        if stream[index].text == closing:
            return index
    raise TokenError(f"{stream[opening].text!r} is never closed", stream[opening].start)


def _braces(stream: tuple[Token, ...], opening: int, name: str, start: int) -> tuple[Selector, int]:
    closing = _closing(stream, opening)
    inside = stream[opening + 1 : closing]
    labels = tuple(
        token.text.strip("\"'`")
        for token, after in pairwise(inside)
        if after.text in MATCHERS and token.kind in ("name", "string")
    )
    last = inside[-1] if inside else stream[opening]
    insert = last.start if last.text == "," else last.end
    return Selector(name, start, stream[closing].end, insert, True, not inside, labels), closing
