"""A heading that is almost one of the five sections is that section, misspelt."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.sections import misspelt
from avionics.model.catalog import Catalog
from avionics.model.playbook import Page
from avionics.place import Where


@rule("error", "the sections of a playbook are spelt as in all others")
def check(page: Page, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the headings of playbooks that have most of the five sections."""
    del catalog
    if page.kind != "Playbook":
        return
    found = misspelt(page.anchors)
    for (level, text, line), anchor in zip(page.headings, page.anchors, strict=True):
        if anchor in found:
            where, length = Where(page.where.path, line=line), level + 1 + len(text)
            yield Problem(where, f"unknown section {text!r}", f"did you mean {found[anchor]!r}?", (0, length))
