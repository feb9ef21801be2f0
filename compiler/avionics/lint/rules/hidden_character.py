"""What a page shows is what it holds: commands are copied from it at night."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.playbook import Page
from avionics.place import Where

_HIDDEN = re.compile(r"[\x1b\x7f-\x9f\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff]")
"""What turns the direction of what follows it (CVE-2021-42574), what has no width, and controls."""


@rule("error", "pages hold no characters that hide what stands in them")
def check(page: Page, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the text of playbooks and runbooks; specs are held to their schemas."""
    del catalog
    if page.body.isascii() and "\x1b" not in page.body:
        return
    if found := _HIDDEN.search(page.body):
        before = page.body[: found.start()]
        line = page.first + before.count("\n")
        where = Where(page.where.path, line=line, column=len(before) - before.rfind("\n"))
        yield Problem(where, f"U+{ord(found[0]):04X} cannot be seen, and may hide what stands around it", "remove it")
