"""What a reader sees of a heading that is written in Markdown: the text that code hosts make its anchor of."""

from __future__ import annotations

import re
from html import unescape

_LONGEST = 300
"""Letters of a heading that is looked at: patterns for what begins and ends take the square of its length."""
_MARKS = re.compile(r"[`<\[\]_&\\!]")
"""Without any of these only punctuation can differ, which is no part of an anchor."""
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_AUTOMATIC = re.compile(r"<([a-zA-Z][a-zA-Z0-9+.-]+:[^\s<>]*|[^\s<>@]+@[^\s<>@]+)>")
_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--.*?--)>")
_LINK = re.compile(r"(!?)\[([^\[\]]*)\](?:\((?:[^()\\]|\\.|\([^()]*\))*\)|\[[^\[\]]*\])?")
"""A link or an image: with an address, or one that is defined elsewhere."""
_UNDERSCORES = re.compile(r"(?<![\w\\])(_+)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_KEPT = re.compile("\ue000([0-9]+)\ue001")


def heading_text(written: str) -> str:
    """A heading without addresses, tags and marks of emphasis; of an image nothing is left, code is left as it is."""
    if len(written) > _LONGEST or not _MARKS.search(written):
        return written
    kept: list[str] = []

    def keep(text: str) -> str:
        """Puts text aside that is no Markdown."""
        kept.append(text)
        return f"\ue000{len(kept) - 1}\ue001"

    text = _CODE.sub(lambda code: keep(code[2]), written)
    text = _ESCAPED.sub(lambda sign: keep(sign[1]), text)
    text = _TAG.sub("", _AUTOMATIC.sub(lambda address: keep(address[1]), text))
    text = _LINK.sub(_of_link, _LINK.sub(_of_link, text))  # the text of a link may hold an image
    text = unescape(_UNDERSCORES.sub(lambda marked: marked[2], text))
    return _KEPT.sub(lambda place: kept[int(place[1])], text)


def _of_link(link: re.Match[str]) -> str:
    return "" if link[1] else link[2]
