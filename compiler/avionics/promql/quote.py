"""The one function that quotes text for PromQL."""

from __future__ import annotations

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})


def quote(text: str) -> str:
    """`text` as a PromQL string in double quotes. Control characters other than \\n, \\t and \\r are refused by the schemas."""
    return f'"{text.translate(_ESCAPES)}"'
