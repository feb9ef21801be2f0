"""A variable of the cockpit chooses something."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.cockpit import Variable
from avionics.plan.values import CockpitPlan, LabelVariable, Panel, Plan

_USE = re.compile(r"(?:\$\{?|\[\[)((?!__)[A-Za-z_]\w*)")


@rule("warning", "every variable that a cockpit declares is asked for")
def check(plan: Plan) -> Iterator[Problem]:
    """Looks at the cockpit as compiled, where panels that show an alert ask for its labels. One that is misspelt where
    it is asked for is told by the rule unknown-variable."""
    declared = plan.service.cockpit.variables if plan.service.cockpit else ()
    if not declared:
        return
    used = {name for text in _filled(plan.cockpit) for name in _USE.findall(text)}
    if used <= {variable.name for variable in plan.cockpit.variables}:
        used.update(name for text in _free(plan.cockpit) for name in re.findall(r"\w+", text))
        yield from (_unused(variable) for variable in declared if variable.name not in used)


def _unused(variable: Variable) -> Problem:
    message = f"nothing asks for ${variable.name}: whatever the reader chooses changes nothing"
    help_ = f'write {variable.name}=~"${variable.name}" into the selectors that it narrows, or remove it'
    return Problem(variable.where.at("name"), message, help_)


def _filled(cockpit: CockpitPlan) -> Iterator[str]:
    """Where Grafana puts values in."""
    yield from (one for variable in cockpit.variables if isinstance(variable, LabelVariable) for one in variable.series)
    yield from (row.title for row in cockpit.rows)
    for panel in cockpit.panels():
        yield from _texts(panel)


def _texts(panel: Panel) -> Iterator[str]:
    yield from (panel.title, panel.description, panel.markdown)
    for query in panel.queries:
        yield from (query.expr, query.legend)


def _free(cockpit: CockpitPlan) -> Iterator[str]:
    """The user's own JSON, where a variable may also stand by its bare name: `repeat`."""
    yield from (json.dumps(panel.raw) for panel in cockpit.panels() if panel.raw)
    yield from (json.dumps(change) for change in cockpit.patch)
