"""A variable of the cockpit is called like the label whose values it offers."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import Promql, matchers_in


@rule("warning", "a variable offers the values of the label that its panels compare it with")
def check(promql: Promql) -> Iterator[Problem]:
    """Looks at variables whose text for the reader is a label: in Grafana's editor that field is."""
    cockpit = promql.service.cockpit
    for variable in cockpit.variables if cockpit else ():
        if variable.label and variable.label != variable.name and variable.label in _compared(promql, variable.name):
            message = f"${variable.name} offers the values of the label {variable.name!r}, and is compared with another"
            help_ = (
                f"write 'name: {variable.label}' and ${variable.label} in the panels; 'label' is for the reader alone"
            )
            yield Problem(variable.where.at("label"), message, help_)


def _compared(promql: Promql, name: str) -> frozenset[str]:
    """The labels that panels compare the variable with."""
    used = {f"${name}", f"${{{name}}}", f"${{{name}:regex}}"}
    found = (one for query in promql.queries if name in query.text for one, _, _ in matchers_in(query))
    return frozenset(one.label for one in found if one.text in used)
