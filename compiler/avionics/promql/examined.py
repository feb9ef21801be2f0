"""Expressions parsed once, whoever asks for their trees, and each pattern of a matcher once, whoever asks for it.

To make a pattern ready takes the parser ten times as long as the rest of a selector, and most services ask for the same
few. So one that was found sound is handed to it as a letter: a tree says that there is a pattern, not which.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from avionics.promql.parse import PromqlError, parse

_PATTERN = re.compile(r'(?<=[=!]~)"[^"\\\n]*"')
_LETTER = '"a"'


@lru_cache(maxsize=4096)
def examined(text: str) -> tuple[Any, PromqlError | None]:
    """The syntax tree of `text`, or None and what is wrong with it."""
    short = _PATTERN.sub(_spelt, text) if "~" in text and "'" not in text and "`" not in text else text
    found = _tried(short)
    return found if found[1] is None or short == text else _tried(text)


def tree(text: str) -> Any:
    """The syntax tree of `text`; None when it is not PromQL, which the rule promql-syntax reports."""
    return examined(text)[0]


def _tried(text: str) -> tuple[Any, PromqlError | None]:
    try:
        return parse(text), None
    except PromqlError as error:
        return None, error


def _spelt(pattern: re.Match[str]) -> str:
    return _LETTER if _sound(pattern[0]) else pattern[0]


@lru_cache(maxsize=1024)
def _sound(pattern: str) -> bool:
    """Whether it is a pattern, and none of an empty text: a selector needs one matcher that is not."""
    return _tried(f"{{a=~{pattern}}}")[1] is None
