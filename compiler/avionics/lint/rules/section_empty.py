"""A section of a page says something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.playbook import Page
from avionics.place import Where

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_STUB = re.compile(r"[-*0-9.\s]*(?:(?:TODO|TBD|FIXME)\b.*|…)?\Z")

UNWRITTEN = "> Write:"
"""How `avionics new playbook` marks what only a human can write."""


@rule("error", "no section of a playbook or runbook is empty or still template text")
def check(page: Page, catalog: Catalog) -> Iterator[Problem]:
    """Looks at what stands under headings of level 2; comments and lines that begin with TODO say nothing."""
    del catalog
    lines = page.body.split("\n")
    first = _first_line(page, lines)
    sections = [heading for heading in page.headings if heading[0] <= 2]
    ends = [*(line for _, _, line in sections[1:]), first + len(lines)]
    asks, commented = UNWRITTEN in page.body, "<!--" in page.body
    for _, _, line in (heading for heading in page.headings if heading[0] > 2):
        lines[line - first] = ""
    for (level, text, start), end in zip(sections, ends, strict=False):
        content = lines[start + 1 - first : end - first]
        asked = _asked(content) if asks else None
        if asked is not None:
            where = Where(page.where.path, line=start + 1 + asked)
            yield Problem(where, f"the section {text!r} still asks to be written", "replace the line")
        elif level == 2 and _says_nothing(content, commented=commented):
            message = f"the section {text!r} says nothing yet"
            yield Problem(Where(page.where.path, line=start), message, "write it before anybody is woken")


def _asked(content: list[str]) -> int | None:
    """The first line of a section that asks to be replaced."""
    return next((at for at, line in enumerate(content) if line.startswith(UNWRITTEN)), None)


def _says_nothing(content: list[str], *, commented: bool) -> bool:
    if commented:
        content = _COMMENT.sub("", "\n".join(content)).split("\n")
    return all(_STUB.match(line) for line in content)


def _first_line(page: Page, lines: list[str]) -> int:
    """The line of the file that the body begins on, known from its first heading."""
    if not page.headings:
        return 1
    _, text, number = page.headings[0]
    headings = (index for index, line in enumerate(lines) if line.lstrip().startswith("#") and text in line)
    return number - next(headings, 0)
