"""Label values that a pattern matches, made up from it; and whether it matches one.

Patterns come from specs, so they are matched against short values only: what backtracks has nothing to go through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

LONGEST = 16
_MOST = 20
_LITERAL = re.compile(r"[A-Za-z0-9_|:/ -]*")
_CLASSES = {ops.CATEGORY_DIGIT: "0", ops.CATEGORY_WORD: "a", ops.CATEGORY_SPACE: " "}
_ANYTHING = "0a-A_."


def samples(pattern: str) -> list[str]:
    """Some values that `pattern` probably matches, those of its first branches first."""
    if _LITERAL.fullmatch(pattern):
        return pattern.split("|")[:_MOST]
    try:
        return [word for word in islice(_words(_parser.parse(pattern)), _MOST) if len(word) <= LONGEST]
    except (re.error, RecursionError, OverflowError):
        return []


def matches(pattern: str, value: str) -> bool:
    """Whether `pattern` matches all of `value`, as far as can be told of a short one; False of any other."""
    if _LITERAL.fullmatch(pattern):
        return value in pattern.split("|")
    if len(value) > LONGEST:
        return False
    try:
        return re.fullmatch(pattern, value) is not None
    except (re.error, RecursionError, OverflowError):
        return False


def _words(items: Sequence[Any]) -> Iterator[str]:
    if not len(items):
        yield ""
        return
    for head in _heads(*items[0]):
        for tail in _words(items[1:]):
            yield head + tail


def _heads(operation: Any, of: Any) -> Iterator[str]:
    """What one part of a pattern may begin with; nothing for what only Python knows."""
    if operation is ops.LITERAL:
        yield chr(of)
    elif operation is ops.ANY:
        yield "0"
    elif operation is ops.AT:
        yield ""
    elif operation in (ops.IN, ops.NOT_LITERAL):
        yield from _members(of) if operation is ops.IN else _ANYTHING
    elif operation is ops.BRANCH:
        for branch in of[1]:
            yield from _words(branch)
    elif operation is ops.SUBPATTERN:
        yield from _words(of[-1])
    elif operation in (ops.MAX_REPEAT, ops.MIN_REPEAT) and of[0] <= LONGEST:
        yield from (word * of[0] for word in islice(_words(of[2]), 1 if of[0] == 0 else _MOST))


def _members(items: Sequence[tuple[Any, Any]]) -> Iterator[str]:
    """Characters of a class; of one that excludes some, a few that it may not."""
    for operation, of in items:
        if operation is ops.NEGATE:
            yield from _ANYTHING
            return
        if operation is ops.LITERAL:
            yield chr(of)
        elif operation is ops.RANGE:
            yield from (chr(of[0]), chr(of[1]))
        elif operation is ops.CATEGORY and of in _CLASSES:
            yield _CLASSES[of]
