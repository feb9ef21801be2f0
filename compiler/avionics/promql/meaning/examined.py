"""Expressions parsed once, whoever asks for their trees, and those that differ only in what their matchers ask for.

Services ask the same of other series: one form, with other texts in its matchers. So the parser is handed a letter for
each text, and for each pattern that was found sound; to make a pattern ready takes it ten times as long as the rest of
a selector. A tree says that there is a matcher, not which.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from avionics.promql.syntax.fault import PromqlError
from avionics.promql.syntax.parse import parse

_ASKED = re.compile(r'(?<=[a-zA-Z0-9_!]=|[=!]~)"[^"\\\n]*"')
_PATTERN = re.compile(r'~("[^"\\\n]*")')
_LETTER = '"a"'

Examined = tuple[Any, PromqlError | None]
"""A syntax tree, or None and what is wrong."""


@lru_cache(maxsize=4096)
def examined(text: str) -> Examined:
    """The syntax tree of `text`, or None and what is wrong with it."""
    short = form(text)
    found = _of_form(short)
    return found if found[1] is None or short == text else _tried(text)


def tree(text: str) -> Any:
    """The syntax tree of `text`; None when it is not PromQL, which the rule promql-syntax reports."""
    return examined(text)[0]


@lru_cache(maxsize=4096)
def form(text: str) -> str:
    """`text` with a letter for what matchers ask for.

    It is `text` itself where a matcher asks for what is no pattern, or for no text at all, which selects otherwise; and
    where there is any other string, since it may look like the end of one matcher and the beginning of the next.
    """
    if "'" in text or "`" in text or '""' in text:
        return text
    short, asked = _ASKED.subn(_LETTER, text)
    if short.count('"') > 2 * asked or ("~" in text and not all(map(_sound, _PATTERN.findall(text)))):
        return text
    return short


@lru_cache(maxsize=1024)
def _of_form(text: str) -> Examined:
    return _tried(text)


def _tried(text: str) -> Examined:
    try:
        return parse(text), None
    except PromqlError as error:
        return None, error


@lru_cache(maxsize=1024)
def _sound(pattern: str) -> bool:
    """Whether it is a pattern, and none of an empty text: a selector needs one matcher that is not."""
    return _tried(f"{{a=~{pattern}}}")[1] is None
