"""Plain scalars of YAML to values, by the core schema of YAML 1.2: `no` and `on` are text."""

from __future__ import annotations

import re
from typing import Any

_NUMBER = re.compile(
    r"""(?P<int>[-+]?[0-9]+)\Z
      |(?P<float>[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)\Z
      |(?P<based>0x[0-9a-fA-F]+|0o[0-7]+)\Z""",
    re.VERBOSE,
)
_WORDS: dict[str, Any] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_NUMERIC_START = frozenset("-+.0123456789")
_EXACT_DIGITS = 18
_EXACT_BITS = 63


def scalar(text: str) -> Any:
    """The value of a plain scalar by the YAML 1.2 core schema. What no JSON number can hold (.inf, 1e999) is text."""
    if text[:1] not in _NUMERIC_START:
        return _WORDS.get(text, text)
    number = _NUMBER.match(text)
    if number is None:
        return text
    if number.lastgroup == "based":
        return _based(text)
    return int(text) if number.lastgroup == "int" and len(text) <= _EXACT_DIGITS else _finite(text)


def _based(text: str) -> int | float | str:
    """A hexadecimal or octal number; as with decimal ones, what is longer than 64 bits is no exact number."""
    number = int(text, 0)
    if number.bit_length() <= _EXACT_BITS:
        return number
    try:
        return float(number)
    except OverflowError:
        return text


def _finite(text: str) -> float | str:
    number = float(text)
    return number if abs(number) != float("inf") else text
