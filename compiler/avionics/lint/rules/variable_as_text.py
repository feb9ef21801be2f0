"""A matcher that asks for a cockpit's variable takes a pattern: several values may be chosen, and all are at first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import panels, patched, queries, sources
from avionics.lint.patterns import as_texts
from avionics.model.cockpit import WrittenPanel
from avionics.plan.values import LabelVariable, Plan

_USE = re.compile(r"(?:\$\{?|\[\[)([A-Za-z_]\w*)")
_QUICK = re.compile(rf"(?<!~)[\"'][^\"'{{}}]*{_USE.pattern}")


@rule("warning", "matchers that ask for a variable of the cockpit take a pattern")
def check(plan: Plan) -> Iterator[Problem]:
    """Looks at variables that hold a label's values, in what cockpits ask."""
    written = [*sources(plan.service), *patched(plan.service, "expr")]
    written += [query for panel in panels(plan.service) if not _repeated(panel) for query in queries(panel)]
    suspect = [query for query in written if _QUICK.search(query.text)]
    if suspect:
        several = {variable.name for variable in plan.cockpit.variables if isinstance(variable, LabelVariable)}
        for query in suspect:
            yield from as_texts(
                query,
                lambda one: bool(several.intersection(_USE.findall(one.text))),
                " while several values are chosen, or All, as at first",
            )


def _repeated(panel: WrittenPanel) -> bool:
    """Whether Grafana draws it once for each value: there the variable holds one."""
    return panel.kind == "raw" and "repeat" in panel.fields["json"]
