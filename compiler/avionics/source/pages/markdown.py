"""Markdown with front matter: the data, the headings and their anchors."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category

from avionics.source.pages.heading_text import heading_text
from avionics.source.pages.underlined import underlined
from avionics.source.yaml import YamlError

Heading = tuple[int, str, int]  # level, text, line

_MARK = re.compile(
    r"\n {0,3}+(?=[#`~=<-])(?:(#{1,6})[ \t](.*)|(```+(?=[^`\n]*(?:\n|\Z))|~~~+)(.*)|(=++|-++)[ \t]*+(?=\n|\Z)|(<!--))"
)
"""A line that begins a heading, with its text, or a fence or a comment, or may underline a heading. By the line break
before it, which is quickly found."""
_FRONT = (
    "begin the file with a line '---', then the lines 'apiVersion: avionics/v1', 'kind: Playbook' and 'title: ...', "
    "then '---' again"
)
_WORD = {"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc"}
"""Categories of what words are made of to code hosts, which are written in Ruby. To Python marks are no part of words,
the vowels of Hindi and Thai among them, and ² and ½ are."""


def split(text: str) -> tuple[str, str, int]:
    """Front matter, body, and the line the body begins on. The front matter stands on its own lines of the file.

    Raises:
        YamlError: the file does not begin with front matter between two `---` lines.
    """
    if not text.startswith("---\n"):
        raise YamlError("no front matter", 1, 1, _FRONT)
    end = text.find("\n---\n", 3)
    if end < 0:
        raise YamlError("the front matter never ends", 1, 1, "close it with a line '---'")
    return "\n" + text[4 : end + 1], text[end + 5 :], text.count("\n", 0, end + 5) + 1


def headings(body: str, first_line: int) -> tuple[Heading, ...]:
    """The headings outside fenced code and comments, marked by `#` or underlined, with their lines in the file."""
    found: list[Heading] = []
    fence, number, position, lines, above = "", first_line, 0, f"\n{body}", 0
    for mark in _MARK.finditer(lines):
        signs, rest, ticks, language, under, comment = mark.groups()
        begin = mark.start()
        if begin < above:  # in a comment
            continue
        if ticks:
            if not fence:
                fence = ticks
            elif ticks.startswith(fence) and not language.strip():
                fence = ""
        elif fence:
            continue
        elif comment:
            above = _end_of_comment(lines, mark.end())
            continue
        elif under:
            signs, rest, begin = "#" if under[0] == "=" else "##", *underlined(lines, above, begin)
        if not (fence or ticks) and (text := unclosed(rest)):
            number += lines.count("\n", position, begin)
            position = begin
            found.append((len(signs), text, number))
        above = mark.end()
    return tuple(found)


def _end_of_comment(lines: str, begun: int) -> int:
    """The end of the line that a comment ends on, which hides the rest of it; of the page, if it never ends."""
    last = lines.find("-->", begun - len("--"))  # `<!-->` is one
    end = lines.find("\n", last) if last >= 0 else -1
    return end if end >= 0 else len(lines)


def unclosed(rest: str) -> str:
    """What stands behind the opening #s, without the blanks around it and the closing #s."""
    # In code, as a pattern for it would take the cube of a line's length.
    return rest.strip(" \t").rstrip("#").rstrip(" \t")


@lru_cache(maxsize=1024)  # pages have the same headings
def slug(text: str) -> str:
    """The anchor a code host gives a heading: its text in lower case, punctuation dropped, spaces to hyphens."""
    shown = heading_text(text.strip()).lower()
    return "".join(one for one in shown if one in " -" or category(one) in _WORD).replace(" ", "-")


def anchors(found: tuple[Heading, ...]) -> tuple[str, ...]:
    """The anchors of the headings in order; a repeated one gets `-1`, `-2`, ..."""
    seen: dict[str, int] = {}
    result: list[str] = []
    for _, text, _ in found:
        base = slug(text)
        count = seen.get(base, 0)
        seen[base] = count + 1
        result.append(f"{base}-{count}" if count else base)
    return tuple(result)
