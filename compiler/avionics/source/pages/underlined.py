"""The text of a heading that is underlined with `===` or `---`: the paragraph above the line."""

from __future__ import annotations

import re

_NO_TEXT = re.compile(
    r" {0,3}(?:>|(?:[-*+]|[0-9]{1,9}[.)])[ \t]|\[\^[^\]\s]+\]:|</?(?!a[ \t>])[a-zA-Z!?]|[ |:]*-[-|: \t]*\Z)"
)
"""What begins a quotation, an item of a list, a footnote or HTML other than an anchor, and the second line of a table:
what stands under these is a line across the page."""
_DEFINITION = re.compile(
    r"""
        [ \t]* \[(?=[^\]]*[^\]\s])[^\[\]\\]*(?:\\.[^\[\]\\]*)*\]:             # the name
        [ \t]*(?:\n[ \t]*)? (?:<[^<>\n\\]*(?:\\.[^<>\n\\]*)*>|[^\s<]\S*)      # the address
        (?:
            (?:[ \t]+(?:\n[ \t]*)?|\n[ \t]*)
            (?:"[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*'|\([^()\\]*(?:\\.[^()\\]*)*\))(?=[ \t]*(?:\n|\Z))
        )?                                                                    # the title
        [ \t]*(?:\n|\Z)
    """,
    re.DOTALL | re.VERBOSE,
)
"""An address of links by name, which is no text of the paragraph that it begins."""

_CODE = 4
"""Blanks that make a line code where no paragraph goes on."""
_ITEM = re.compile(r" {0,3}(?:[-*+]|[0-9]{1,9}[.)])[ \t]")
_BREAK = re.compile(r" {0,3}([*_])(?:[ \t]*\1){2,}[ \t]*\Z")
"""A line across the page."""


def underlined(lines: str, above: int, end: int) -> tuple[str, int]:
    """The paragraph of `lines` that ends at the line break `end`, and the line break before it.

    It begins behind the line break `above`. The text is empty where there is no paragraph, or where the line below does
    not belong to it.
    """
    begin = end
    while begin > above:
        start = lines.rfind("\n", above, begin)
        line = lines[start + 1 : begin]
        if not line.strip() or _BREAK.match(line):
            break
        if _NO_TEXT.match(line):
            return "", end
        begin = start
    paragraph = lines[begin + 1 : end]
    indent = _indent(paragraph)
    outside = indent > _indent(lines[end + 1 : end + 5]) and _in_list(lines, above, begin)
    if indent >= _CODE or outside:
        return "", end
    text = _behind_definitions(paragraph)
    return " ".join(line.strip() for line in text.split("\n")), end - len(text) - 1


def _behind_definitions(paragraph: str) -> str:
    at = 0
    while found := _DEFINITION.match(paragraph, at):
        at = found.end()
    return paragraph[at:]


def _in_list(lines: str, above: int, begin: int) -> bool:
    """Whether indented text that begins behind the line break `begin` belongs to an item of a list above it."""
    while begin > above:
        start = lines.rfind("\n", above, begin)
        line = lines[start + 1 : begin]
        if _ITEM.match(line):
            return True
        if line.strip() and not _indent(line):
            return False
        begin = start
    return False


def _indent(line: str) -> int:
    written = line.expandtabs(_CODE)
    return len(written) - len(written.lstrip(" "))
