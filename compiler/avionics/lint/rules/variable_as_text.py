"""A matcher that asks for a cockpit's variable takes a pattern: several values may be chosen, and all are at first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import Written, panels, patched, queries, sources
from avionics.model.cockpit import WrittenPanel
from avionics.plan.values import LabelVariable, Plan
from avionics.promql.matchers import placed
from avionics.promql.tokens import TokenError

_USE = re.compile(r"(?:\$\{?|\[\[)([A-Za-z_]\w*)")
_QUICK = re.compile(rf"(?<!~)[\"'][^\"'{{}}]*{_USE.pattern}")
_PATTERN = {"=": "=~", "!=": "!~"}


@rule("warning", "matchers that ask for a variable of the cockpit take a pattern")
def check(plan: Plan) -> Iterator[Problem]:
    """Looks at variables that hold a label's values, in what cockpits ask."""
    written = [*sources(plan.service), *patched(plan.service, "expr")]
    written += [query for panel in panels(plan.service) if not _repeated(panel) for query in queries(panel)]
    suspect = [query for query in written if _QUICK.search(query.text)]
    if suspect:
        several = {variable.name for variable in plan.cockpit.variables if isinstance(variable, LabelVariable)}
        for query in suspect:
            yield from _texts(query, several)


def _repeated(panel: WrittenPanel) -> bool:
    """Whether Grafana draws it once for each value: there the variable holds one."""
    return panel.kind == "raw" and "repeat" in panel.fields["json"]


def _texts(written: Written, several: set[str]) -> Iterator[Problem]:
    try:
        found = placed(written.text)
    except TokenError:  # reported by the rule promql-syntax
        return
    for matcher, offset, length in found:
        if matcher.operator in _PATTERN and several.intersection(_USE.findall(matcher.text)):
            outcome = "selects no series" if matcher.operator == "=" else "leaves no series out"
            message = f"{matcher.written} {outcome} while several values are chosen, or All, as at first"
            help_ = f"write {matcher._replace(operator=_PATTERN[matcher.operator]).written}"
            yield Problem(written.where, message, help_, (offset, length))
