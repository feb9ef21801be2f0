"""The relative links of a Markdown page, with their places: those that only the tree can resolve; and its own ids."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from avionics.source.code_blocks import Span, code_blocks

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
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TICKS = re.compile(r"`+")


def links(body: str, first_line: int) -> tuple[Link, ...]:
    """The relative targets outside of code and comments, in order, with their places in the file."""
    found = list(_LINK.finditer(body))
    return tuple(_placed(_Text(body), first_line, found)) if found else ()


def ids(body: str) -> tuple[str, ...]:
    """What HTML outside of code and comments calls a place in the page: the `drain` of `<a id="drain"></a>`."""
    found = [(tag.start(), name) for tag in _TAG.finditer(body) for name in _ID.finditer(tag[0])]
    if not found:
        return ()
    text = _Text(body)
    return tuple(dict.fromkeys(name[name.lastindex or 0] for start, name in found if not text.hides(start)))


def _placed(text: _Text, first_line: int, found: list[re.Match[str]]) -> Iterator[Link]:
    for match in found:
        before = text.before(match.start())
        if before.endswith("\\") or (match[0][1] == ":" and not _DEFINES.match(before)) or text.hides(match.start()):
            continue
        line, column = text.place(match.start(match.lastgroup or 0))
        yield match[match.lastgroup or 0], first_line + line, column


class _Text:
    """A page by its lines, and what of it no reader sees as text: code, in blocks or in a line, and comments."""

    def __init__(self, body: str) -> None:
        self._body = body
        self._starts = [0, *(match.end() for match in re.finditer("\n", body))]
        self._blocks = list(code_blocks(body))
        self._comments = [match.span() for match in _COMMENT.finditer(body)]
        self._code: dict[int, list[Span]] = {}

    def place(self, position: int) -> tuple[int, int]:
        """The line, from 0, and the column, from 1."""
        line = bisect_right(self._starts, position) - 1
        return line, position - self._starts[line] + 1

    def before(self, position: int) -> str:
        """The last of the text on the same line."""
        _, column = self.place(position)
        return self._body[max(position - column + 1, position - _LONGEST) : position]

    def hides(self, position: int) -> bool:
        """Whether what stands there is none of the text."""
        line, column = self.place(position)
        if line not in self._code:
            end = self._body.find("\n", position)
            self._code[line] = list(_code(self._body[self._starts[line] : end if end >= 0 else None]))
        return (
            _within(self._blocks, position)
            or _within(self._comments, position)
            or _within(self._code[line], column - 1)
        )


def _within(spans: list[Span], position: int) -> bool:
    at = bisect_right(spans, position, key=lambda span: span[0]) - 1
    return at >= 0 and position < spans[at][1]


def _code(line: str) -> Iterator[Span]:
    """Code within a line: from a run of backquotes to the next that is as long."""
    runs = [match.span() for match in _TICKS.finditer(line)]
    next_: dict[int, int] = {}
    closing = [0] * len(runs)
    for index in reversed(range(len(runs))):
        length = runs[index][1] - runs[index][0]
        closing[index] = next_.get(length, 0)
        next_[length] = index
    behind = 0
    for index, (start, _) in enumerate(runs):
        if index >= behind and closing[index]:
            yield start, runs[closing[index]][1]
            behind = closing[index] + 1
