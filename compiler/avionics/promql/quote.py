"""Quoting text for PromQL, and reading what is quoted."""

from __future__ import annotations

import re

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_MEANT = {"n": "\n", "t": "\t", "r": "\r"}


def quote(text: str) -> str:
    """`text` as a PromQL string in double quotes. The schemas refuse control characters that have no escape here."""
    return f'"{text.translate(_ESCAPES)}"'


def unquote(literal: str) -> str:
    """The text in a PromQL string, in whichever quotes it is written."""
    inside = literal[1:-1]
    return inside if literal.startswith("`") else _ESCAPED.sub(lambda found: _MEANT.get(found[1], found[1]), inside)
