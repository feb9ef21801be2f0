"""What a reader sees of a heading that is written in Markdown: the text that code hosts make its anchor of."""

from __future__ import annotations

import re
from html import unescape

_LONGEST = 300
"""Letters of a heading that is looked at: patterns for what begins and ends take the square of its length."""
_MARKS = re.compile(r"[`<\[\]_&\\!]")
"""Without any of these only punctuation can differ, which is no part of an anchor."""
_LITERAL = re.compile(r"\\([!-/:-@\[-`{-~])|(?<!`)(`+)(?!`)(.+?)(?<!`)\2(?!`)")
"""An escaped letter, or code: whichever begins first."""
_AUTOMATIC = re.compile(r"<([a-zA-Z][a-zA-Z0-9+.-]+:[^\s<>]*|[^\s<>@]+@[^\s<>@]+)>")
_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--.*?--)>")
_LINK = re.compile(r"(!?)\[([^\[\]]*)\](?:\((?:[^()\\]|\\.|\([^()]*\))*\)|\[[^\[\]]*\])?")
"""A link or an image: with an address, or one that is defined elsewhere."""
_UNDERSCORES = re.compile(r"(_+)")
_KEPT = re.compile("\ue000([0-9]+)\ue001")
"""Where text was put aside."""
_OURS = re.compile("[\ue000\ue001]")
"""The letters that mark such a place. They have no meaning of their own and are in no anchor: a heading that is written
with them loses nothing without."""


def heading_text(written: str) -> str:
    """A heading without addresses, tags and marks of emphasis; of an image nothing is left, code is left as it is."""
    if len(written) > _LONGEST or not _MARKS.search(written):
        return written
    kept: list[str] = []

    def keep(text: str) -> str:
        """Puts text aside that is no Markdown."""
        kept.append(text)
        return f"\ue000{len(kept) - 1}\ue001"

    def shown(text: str) -> str:
        """With what was put aside, which holds no entities, and the letters that the others stand for."""
        parts = _KEPT.split(text)
        return "".join(kept[int(part)] if at % 2 else unescape(part) for at, part in enumerate(parts))

    text = _LITERAL.sub(lambda literal: keep(literal[1] or literal[3]), _OURS.sub("", written))
    text = _AUTOMATIC.sub(lambda address: keep(shown(address[1])), text)
    text = _TAG.sub(lambda _: keep(""), text)  # no letters: underscores beside it are not within a word
    text = _LINK.sub(_of_link, _LINK.sub(_of_link, text))  # the text of a link may hold an image
    return shown(_unmarked(text))


def _of_link(link: re.Match[str]) -> str:
    return "" if link[1] else link[2]


def _unmarked(text: str) -> str:
    """Without the underscores that mark emphasis: each run closes what the last open ones have left, then opens."""
    parts = _UNDERSCORES.split(text)
    opened: list[int] = []
    for at in range(1, len(parts), 2):
        before, behind = parts[at - 1][-1:], parts[at + 1][:1]
        while before.strip() and not behind.isalnum() and opened and parts[at]:
            opener = opened[-1]
            pairs = min(len(parts[opener]), len(parts[at]))
            parts[opener], parts[at] = parts[opener][pairs:], parts[at][pairs:]
            if not parts[opener]:
                opened.pop()
        if parts[at] and behind.strip() and not before.isalnum():
            opened.append(at)
    return "".join(parts)
