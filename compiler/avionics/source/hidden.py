"""Characters that nobody sees, and that may hide what stands around them."""

from __future__ import annotations

import re

_CONTROLS = "".join(map(chr, (*range(9), 0x0B, *range(0x0D, 0x20), 0x7F)))
_HIDDEN = re.compile(
    f"[{re.escape(_CONTROLS)}\x80-\x9f\u200b\u2028-\u202e\u2060-\u206f\ufeff]"
    "(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]\u200b)"
)
"""Controls, what turns the direction of what follows it (CVE-2021-42574), and what has no width: but for what parts the
words of Thai, Lao, Burmese and Khmer, which are written without blanks."""


def hidden(text: str) -> re.Match[str] | None:
    """The first of them in a text of one line or many."""
    if text.isascii() and not any(map(text.__contains__, _CONTROLS)):  # nearly all are, and this is quickly known
        return None
    return _HIDDEN.search(text)


def without(text: str) -> str:
    """A text without any of them."""
    return _HIDDEN.sub("", text)


def told(found: re.Match[str]) -> str:
    """What is wrong with it."""
    return f"U+{ord(found[0]):04X} cannot be seen, and may hide what stands around it"
