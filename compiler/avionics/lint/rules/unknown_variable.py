"""A variable that a panel uses is one that the cockpit has, or one of Grafana's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.finding import nearest
from avionics.lint import patches
from avionics.lint.engine import Meant, Problem, meant, rule
from avionics.lint.expressions import Written, legends, panels, queries, sources, texts
from avionics.plan.values import Plan

# Grafana, "Global variables"; __auto is what a legend says when it is left to Grafana.
_GLOBAL = frozenset((
    "__auto", "__dashboard", "__from", "__interval", "__interval_ms", "__name", "__org", "__range", "__range_ms",
    "__range_s", "__rate_interval", "__rate_interval_ms", "__to", "__user", "timeFilter", "__timeFilter",
))  # fmt: skip
_OF_ALERTS = re.compile(r"\$labels\.(\w+) ?\}\}")
_USE = re.compile(r"\$(?:\{([A-Za-z_]\w*)[^}]{0,200}\}|([A-Za-z_]\w*))|\[\[([A-Za-z_]\w*)(?::\w+)?\]\]")


@rule("error", "variables in panels are those of the cockpit, or Grafana's own")
def check(plan: Plan) -> Iterator[Problem]:
    """Looks at the queries, legends and texts of written panels and at what cockpit variables are read from."""
    if patches.changes(plan, "/templating"):
        return  # a patch may define any variable
    known = {variable.name for variable in plan.cockpit.variables}
    for source in sources(plan.service):
        yield from _unknown(source, known)
    for row in plan.service.cockpit.rows if plan.service.cockpit else ():
        yield from _unknown(Written(row.where.at("title"), row.title), known, prose=True)
    for panel in panels(plan.service):
        for text in (*queries(panel), *legends(panel)):
            yield from _unknown(text, known)
        for text in texts(panel):
            yield from _unknown(text, known, prose=True)


def _unknown(written: Written, known: set[str], *, prose: bool = False) -> Iterator[Problem]:
    """Uses of a variable that is not there. In prose `$x` may be an amount: it is one only where it is nearly known."""
    if "$" not in written.text and "[[" not in written.text:
        return
    for use in _USE.finditer(written.text):
        name = use[1] or use[2] or use[3]
        if name in known or name in _GLOBAL or f"(?P<{name}>" in written.text:
            continue
        if prose and use[2] and not nearest(name, known):
            continue
        message, span = f"the cockpit has no variable {name!r}", (use.start(), len(use[0]))
        yield Problem(written.where, message, _help(written.text, use.start(), name, known), span)


def _help(text: str, start: int, name: str, known: set[str]) -> str | Meant:
    """What a name may have meant that was found at `start`."""
    if of_alerts := _OF_ALERTS.match(text, start):
        return f"templates are for alerts; a legend names the label alone: {{{{{of_alerts[1]}}}}}"
    return meant(name, _GLOBAL if name.startswith("_") or f"__{name}" in _GLOBAL else known)
