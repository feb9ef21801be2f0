"""A section of a page says something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.lint import put_off
from avionics.lint.engine import Problem, rule
from avionics.model.playbook import Page
from avionics.place import Where
from avionics.source.pages.text import COMMENT

_STUB = re.compile(rf"[-*0-9.\s]*(?:{put_off.PATTERN}.*|…)?\Z")

_NOTHING = re.compile(r"\n {0,3}(?:##(?!#)[^\n]*+(?:\n[-*0-9.\s]*+)?(?:#|\Z)|-+[ \t]*(?:\n|\Z))")
"""A heading of level 2, and not a word up to the next one or the end; or what may underline one."""

Found = list[tuple[int, str]]
"""Lines, and the sections they are in."""

UNWRITTEN = "> Write:"
"""How `avionics new playbook` marks what only a human can write."""

_SIGNS = ("<!--", UNWRITTEN, *put_off.WORDS, "…")


@rule("error", "no section of a playbook or runbook is empty or still template text")
def check(page: Page) -> Iterator[Problem]:
    """Looks at what stands under headings of level 2; comments and lines that begin with TODO say nothing."""
    if is_suspect(page.body):
        yield from found(page)


def found(page: Page) -> Iterator[Problem]:
    """The sections that say nothing, by their lines."""
    asked: Found = []
    empty: Found = []
    asks, commented = UNWRITTEN in page.body, "<!--" in page.body
    for level, text, start, content in _sections(page):
        line = _asked(content) if asks else None
        if line is not None:
            asked.append((start + 1 + line, text))
        elif level == 2 and _says_nothing(content, commented=commented):
            empty.append((start, text))
    replace = f"replace the lines that begin with '{UNWRITTEN}'"
    yield from _said(page, asked, "still asks to be written", "still ask to be written", replace)
    yield from _said(page, empty, "says nothing yet", "say nothing yet", "write it before anybody is woken")


def is_suspect(body: str) -> bool:
    """Whether a section may be empty or template text; most pages have neither, and are not looked at again."""
    return any(map(body.__contains__, _SIGNS)) or _NOTHING.search(f"\n{body}") is not None


def _said(page: Page, found: Found, one: str, several: str, help_: str) -> Iterator[Problem]:
    """One problem for a page, where the first of its sections is: a new page has the same in all five."""
    if found:
        listed = ", ".join(repr(text) for _, text in found)
        message = f"the section {listed} {one}" if len(found) == 1 else f"the sections {listed} {several}"
        yield Problem(Where(page.where.path, line=found[0][0]), message, help_)


def _sections(page: Page) -> Iterator[tuple[int, str, int, list[str]]]:
    """Level, text and line of headings down to level 2, and the lines below each; deeper headings are empty ones."""
    lines = page.body.split("\n")
    sections = [heading for heading in page.headings if heading[0] <= 2]
    ends = [*(line for _, _, line in sections[1:]), page.first + len(lines)]
    for _, _, line in (heading for heading in page.headings if heading[0] > 2):
        lines[line - page.first] = ""
    for (level, text, start), end in zip(sections, ends, strict=False):
        yield level, text, start, lines[start + 1 - page.first : end - page.first]


def _asked(content: list[str]) -> int | None:
    """The first line of a section that asks to be replaced."""
    return next((at for at, line in enumerate(content) if line.startswith(UNWRITTEN)), None)


def _says_nothing(content: list[str], *, commented: bool) -> bool:
    if commented:
        content = COMMENT.sub("", "\n".join(content)).split("\n")
    return all(map(_STUB.match, content))
