"""A variable that a panel uses is one that the cockpit has, or one of Grafana's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.finding import did_you_mean
from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import Written, legends, panels, queries, sources
from avionics.model.catalog import Catalog
from avionics.plan.values import Plan

# Grafana, "Global variables"; __auto is what a legend says when it is left to Grafana.
_GLOBAL = frozenset(
    [
        "__auto",
        "__dashboard",
        "__from",
        "__interval",
        "__interval_ms",
        "__name",
        "__org",
        "__range",
        "__range_ms",
        "__range_s",
        "__rate_interval",
        "__rate_interval_ms",
        "__to",
        "__user",
        "timeFilter",
        "__timeFilter",
    ]
)
_USE = re.compile(r"\$(?:\{([A-Za-z_]\w*)[^}]*\}|([A-Za-z_]\w*))")


@rule("error", "variables in panels are those of the cockpit, or Grafana's own")
def check(plan: Plan, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the queries and legends of written panels and at what cockpit variables are read from."""
    del catalog
    if any(str(change.get("path", "")).startswith("/templating") for change in plan.cockpit.patch):
        return  # a patch may define any variable
    known = {variable.name for variable in plan.cockpit.variables}
    for source in sources(plan.service):
        yield from _unknown(source, known)
    for panel in panels(plan.service):
        for text in (*queries(panel), *legends(panel)):
            yield from _unknown(text, known)


def _unknown(written: Written, known: set[str]) -> Iterator[Problem]:
    if "$" not in written.text:
        return
    for use in _USE.finditer(written.text):
        name = use[1] or use[2]
        if name in known or name in _GLOBAL or f"(?P<{name}>" in written.text:
            continue
        message, span = f"the cockpit has no variable {name!r}", (use.start(), len(use[0]))
        yield Problem(written.where, message, did_you_mean(name, _GLOBAL if name.startswith("__") else known), span)
