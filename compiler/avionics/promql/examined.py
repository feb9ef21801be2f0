"""Expressions parsed once, whoever asks for their trees."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from avionics.promql.parse import PromqlError, parse


@lru_cache(maxsize=4096)
def examined(text: str) -> tuple[Any, PromqlError | None]:
    """The syntax tree of `text`, or None and what is wrong with it."""
    try:
        return parse(text), None
    except PromqlError as error:
        return None, error


def tree(text: str) -> Any:
    """The syntax tree of `text`; None when it is not PromQL, which the rule promql-syntax reports."""
    return examined(text)[0]
