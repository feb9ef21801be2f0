"""A heading that is almost one of the five sections is that section, misspelt; without its blank it is no heading."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.finding import quoted
from avionics.lint.engine import Problem, rule
from avionics.lint.sections import glued, misspelt
from avionics.model.playbook import Page
from avionics.place import Where


@rule("error", "the sections of a playbook are spelt as in all others")
def check(page: Page) -> Iterator[Problem]:
    """Looks at the headings of playbooks, and at lines that would be one with a blank behind their `#`."""
    if page.kind != "Playbook":
        return
    found = misspelt(page.anchors)
    for (level, text, line), anchor in zip(page.headings, page.anchors, strict=True):
        if anchor in found:
            where, length = Where(page.where.path, line=line), level + 1 + len(text)
            yield Problem(where, f"unknown section {text!r}", f"did you mean {found[anchor]!r}?", (0, length))
    for section, (line, text) in glued(page).items():
        where, help_ = Where(page.where.path, line=line), f"a blank is missing: write '## {section}'"
        yield Problem(where, f"{quoted(text)} is no heading", help_, (0, len(text)))
