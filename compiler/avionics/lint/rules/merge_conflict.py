"""A page is merged to its end: of two sides nobody knows at night which one holds."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.playbook import Page
from avionics.place import Where
from avionics.source.yaml.conflict import HELP, TOLD, whole

_SHOWN = "an example of one is indented"


@rule("error", "no merge conflict is left in a page")
def check(page: Page) -> Iterator[Problem]:
    """Looks for its three marks, each at the beginning of a line; in specs they are no YAML."""
    begin = whole(page.body)
    if begin is not None:
        where = Where(page.where.path, line=page.first + page.body.count("\n", 0, begin))
        yield Problem(where, TOLD, f"{HELP}; {_SHOWN}")
