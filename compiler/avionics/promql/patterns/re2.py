"""What Prometheus refuses of a pattern, though the parser in use takes it.

Prometheus's patterns are Go's (https://pkg.go.dev/regexp/syntax), the parser's are Rust's: it reads a repetition of a
repetition, more than a thousand of them, and some escapes, groups and classes that Go does not know.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_PIECE = re.compile(
    r"""(?P<braces>\\(?:x\{[0-9a-fA-F]+\}|[pP]\{[^}]*\}))
      |(?P<escape>\\.)
      |(?P<class>\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\])
      |(?P<times>(?:[*+?]|\{[0-9]+(?:,[0-9]*)?\})\??)
      |(?P<group>\(\?(?:P?<[^>]{0,200}>|[^:)]{0,20}))
      |.""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPES = frozenset("AbBdDpPsSwWxzafnrtv01234567")
_ESCAPES_IN_CLASSES = _ESCAPES - frozenset("AbBz")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_CLASS = re.compile(r"\[:\^?(\w+):\]")
_CLASSES = frozenset({
    "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper", "word",
    "xdigit",
})  # fmt: skip
_GROUP = re.compile(r"\(\?(?:P<|[imsU]*(?:-[imsU]+)?\Z)")
_NO_TEXT = "\ufffd"
"""What stands here for bytes that are no text."""
_MOST_TIMES = 1_000
_DIGITS = 6
"""More of them say no more: too many is too many."""


def refusal(pattern: str) -> str:
    """Why Prometheus would refuse a pattern; "" where nothing is known against it."""
    if _NO_TEXT in pattern:
        return "it is not UTF-8"
    before = ""
    for piece in _PIECE.finditer(pattern):
        kind, text = piece.lastgroup, piece[0]
        if kind == "times" and before:
            return f"{before}{text} repeats a repetition"
        if why := _WHY[kind](text) if kind in _WHY else "":
            return why
        before = text if kind == "times" else ""
    return _too_often(pattern)


def _times(text: str) -> str:
    return f"{text} repeats more than {_MOST_TIMES:,} times" if _most(text) > _MOST_TIMES else ""


def _most(times: str) -> int:
    """How often something is repeated, as far as it is counted."""
    return max((int(number.lstrip("0")[:_DIGITS] or 0) for number in re.findall("[0-9]+", times)), default=1)


def _unknown_escape(text: str, known: frozenset[str] = _ESCAPES) -> str:
    bad = next((char for char in _ESCAPE.findall(text) if char.isalnum() and char not in known), "")
    return f"\\{bad} is no escape that Prometheus knows" if bad else ""


def _unknown_class(text: str) -> str:
    bad = next((name for name in _CLASS.findall(text) if name not in _CLASSES), "")
    why = _unknown_escape(text, _ESCAPES_IN_CLASSES)
    return f"[:{bad}:] is no class that Prometheus knows" if bad else why


def _unknown_group(text: str) -> str:
    return "" if _GROUP.match(text) else f"{text[:4]} begins no group that Prometheus knows"


def _too_often(pattern: str) -> str:
    """Repetitions in a group count as often as the group is repeated."""
    inside, last = [1], 1
    for piece in _PIECE.finditer(pattern):
        kind, text = piece.lastgroup, piece[0]
        if kind == "group" or text == "(":
            inside.append(1)
        elif text == ")" and len(inside) > 1:
            last = inside.pop()
        elif kind == "times":
            last *= max(1, _most(text))
        else:
            last = 1
        inside[-1] = max(inside[-1], last)
        if last > _MOST_TIMES:
            return f"{text} and what it repeats are more than {_MOST_TIMES:,} times"
    return ""


_WHY: dict[str | None, Callable[[str], str]] = {
    "times": _times,
    "escape": _unknown_escape,
    "class": _unknown_class,
    "group": _unknown_group,
}
"""What may be wrong, by the kind of a piece."""
