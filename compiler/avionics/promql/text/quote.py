"""The one function that quotes text for PromQL."""

from __future__ import annotations

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})


def quote(text: str) -> str:
    """`text` as a PromQL string in double quotes. The schemas refuse control characters that have no escape here."""
    return f'"{text.translate(_ESCAPES)}"'
