"""Expressions parsed once, whoever asks for their trees, and those that differ only in what their matchers ask for.

Services ask the same of other series: one form, with other texts in its matchers. So the parser is handed a letter for
each text, and for each pattern that was found sound; to make a pattern ready takes it ten times as long as the rest of
a selector. A tree says that there is a matcher, not which.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from avionics.promql.parse import PromqlError, parse

_TEXT = re.compile(r'(?<=[a-zA-Z0-9_!]=)"[^"\\\n]+"')
_PATTERN = re.compile(r'(?<=[=!]~)"[^"\\\n]*"')
_LETTER = '"a"'

Examined = tuple[Any, PromqlError | None]
"""A syntax tree, or None and what is wrong."""


@lru_cache(maxsize=4096)
def examined(text: str) -> Examined:
    """The syntax tree of `text`, or None and what is wrong with it."""
    form = _form(text)
    found = _of_form(form)
    return found if found[1] is None or form == text else _tried(text)


def tree(text: str) -> Any:
    """The syntax tree of `text`; None when it is not PromQL, which the rule promql-syntax reports."""
    return examined(text)[0]


def _form(text: str) -> str:
    """`text` with a letter for what matchers ask for; with other quotation marks it stays as it is."""
    if "'" in text or "`" in text:
        return text
    form = _TEXT.sub(_LETTER, text)
    return _PATTERN.sub(_spelt, form) if "~" in form else form


@lru_cache(maxsize=1024)
def _of_form(form: str) -> Examined:
    return _tried(form)


def _tried(text: str) -> Examined:
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
