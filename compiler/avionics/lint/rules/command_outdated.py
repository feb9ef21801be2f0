"""A command that a page tells to type names an objective or alert that there is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.lint.addressed import Addressed
from avionics.lint.engine import Problem, meant, rule
from avionics.place import Where

_COMMAND = re.compile(r"avionics (?:explain|slo simulate) ([A-Za-z][A-Za-z0-9-]*/[A-Za-z0-9-]+)(?![\w/-])")
"""With its service, as commands are begun; not `checkout/<objective>`, which stands for any."""


@rule("warning", "commands in pages name objectives and alerts that there are")
def check(addressed: Addressed) -> Iterator[Problem]:
    """Looks at pages that lead to cockpits or logs, as those that were begun by command do; and at names of their own
    service, since what others have is not known here.
    """
    page, plan = addressed.page, addressed.plan
    if plan is None or "avionics " not in page.body:
        return
    service = plan.service
    items = *(slo.name for slo in service.slos), *(alert.name for alert in service.alerts)
    known = [f"{service.name}/{name}" for name in items]
    for line, text in enumerate(page.body.split("\n"), page.first):
        for command in _COMMAND.finditer(text):
            name = command[1]
            if name.startswith(f"{service.name}/") and name not in known:
                where = Where(page.where.path, line=line, column=command.start(1) + 1)
                message = f"{service.name} has no objective or alert {name!r}"
                yield Problem(where, message, meant(name, known), (0, len(name)))
