"""The values that tell environments apart are chosen in cockpits, as Grafana reads a list of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.place import Where

_MISREAD = (
    (re.compile(r"""["'\\]"""), "Grafana does not escape {0!r} alike in all its versions"),
    (re.compile(r"\$|\[\["), "Grafana looks for a variable behind {0!r}"),
    (re.compile(r"\s:\s"), "Grafana takes what stands before {0!r} for a title"),
    (re.compile(r"^\s|\s$"), "Grafana cuts off blanks around a value"),
)
r"""As Grafana reads the list of a custom variable (`/^\s*(.+)\s:\s(.+)$/` parts a title from its value, both are
trimmed, and variables in it are replaced), and writes a value into a query (`prometheusRegularEscape`)."""


@rule("error", "what tells environments apart can be chosen in a cockpit")
def check(catalog: Catalog) -> Iterator[Problem]:
    """Looks at the matchers and labels of environments: each is a variable, and its values the choice."""
    for one in catalog.project.environments:
        labels = one.labels if one.labels != one.matchers else ()
        for key, pairs in (("matchers", one.matchers), ("labels", labels)):
            for name, value in pairs:
                yield from _misread(value, one.where.at(key, name))


def _misread(value: str, where: Where) -> Iterator[Problem]:
    for pattern, why in _MISREAD:
        if sign := pattern.search(value):
            message = f"{value!r} cannot be chosen in a cockpit: {why.format(sign[0])}"
            yield Problem(where, message, "tell the environments apart by a plainer value")
            return
