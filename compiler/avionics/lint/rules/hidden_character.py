"""What a page shows is what it holds: commands are copied from it at night."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.playbook import Page
from avionics.place import Where
from avionics.source.hidden import hidden, told


@rule("error", "pages hold no characters that hide what stands in them")
def check(page: Page) -> Iterator[Problem]:
    """Looks at the text of playbooks and runbooks; specs are held to their schemas."""
    if found := hidden(page.body):
        before = page.body[: found.start()]
        line = page.first + before.count("\n")
        where = Where(page.where.path, line=line, column=len(before) - before.rfind("\n"))
        yield Problem(where, told(found), "remove it")
