"""What Prometheus refuses of a pattern, though the parser in use takes it.

Prometheus's patterns are Go's (https://pkg.go.dev/regexp/syntax), the parser's are Rust's: it reads a repetition of a
repetition, more than a thousand of them, and some escapes and groups that Go does not know.
"""

from __future__ import annotations

import re

_PIECE = re.compile(
    r"""(?P<braces>\\(?:x\{[0-9a-fA-F]+\}|[pP]\{[^}]*\}))
      |(?P<escape>\\.)
      |(?P<class>\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\])
      |(?P<times>(?:[*+?]|\{[0-9]+(?:,[0-9]*)?\})\??)
      |(?P<group>\(\?[^:)]{0,20})
      |.""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPES = frozenset("AbBdDpPsSwWxzafnrtv01234567")
_GROUP = re.compile(r"\(\?(?:P<|[imsU]*(?:-[imsU]+)?\Z)")
_MOST_TIMES = 1_000


def refusal(pattern: str) -> str:
    """Why Prometheus would refuse a pattern; "" where nothing is known against it."""
    before = ""
    for piece in _PIECE.finditer(pattern):
        kind, text = piece.lastgroup, piece[0]
        if kind == "times" and before:
            return f"{before}{text} repeats a repetition"
        if kind == "times" and any(int(number[-5:]) > _MOST_TIMES for number in re.findall("[0-9]+", text)):
            return f"{text} repeats more than {_MOST_TIMES:,} times"
        if kind == "escape" and text[1].isalnum() and text[1] not in _ESCAPES:
            return f"{text} is no escape that Prometheus knows"
        if kind == "group" and not _GROUP.match(text):
            return f"{text[:4]} begins no group that Prometheus knows"
        before = text if kind == "times" else ""
    return ""
