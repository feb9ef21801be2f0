"""The relative links of a Markdown page, with their places: those that only the tree can resolve; and its own ids."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.source.pages.text import PageText

Link = tuple[str, int, int]  # target, line, column

_LINK = re.compile(
    r"""\](?:\(|:)[ \t]*(?!<?(?:[a-zA-Z][a-zA-Z0-9+.-]*:|/))
    (?:<(?P<pointed>[^<>\n]+)>|(?P<bare>[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*))""",
    re.VERBOSE,
)
"""What is no address. It begins with a letter that is quickly found, since every page is searched."""
_DEFINES = re.compile(r" {0,3}\[(?!\^)[^\]\n]+\Z")
"""What stands on a line before the `]:` of a link that is defined apart; `[^1` would be that of a footnote."""
_LONGEST = 1000
"""As much of a line as is looked at for the beginning of such a definition."""
_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_ID = re.compile(r"""\s(?:id|name)\s*=\s*(?:"([^"]+)"|'([^']+)'|([^\s"'<>=`]+))""", re.IGNORECASE)


def links(body: str, first_line: int) -> tuple[Link, ...]:
    """The relative targets outside of code and comments, in order, with their places in the file."""
    found = list(_LINK.finditer(body))
    return tuple(_placed(PageText(body), first_line, found)) if found else ()


def ids(body: str) -> tuple[str, ...]:
    """What HTML outside of code and comments calls a place in the page: the `drain` of `<a id="drain"></a>`."""
    found = [(tag.start(), name) for tag in _TAG.finditer(body) for name in _ID.finditer(tag[0])]
    if not found:
        return ()
    text = PageText(body)
    return tuple(dict.fromkeys(name[name.lastindex or 0] for start, name in found if not text.hides(start)))


def _placed(text: PageText, first_line: int, found: list[re.Match[str]]) -> Iterator[Link]:
    for match in found:
        before = text.before(match.start(), _LONGEST)
        if before.endswith("\\") or (match[0][1] == ":" and not _DEFINES.match(before)) or text.hides(match.start()):
            continue
        line, column = text.place(match.start(match.lastgroup or 0))
        yield match[match.lastgroup or 0], first_line + line - 1, column
