"""A legend names labels that the result of its query can have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import Written, asked, panels
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.promql.examined import tree
from avionics.promql.labels import may_carry
from avionics.promql.variables import plain

_LABEL = re.compile(r"\{\{\s*([a-zA-Z][a-zA-Z0-9_]*)\s*\}\}")


@rule("warning", "labels in the legend of a query are labels of its result")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at queries of panels, raw ones among them, that have a legend."""
    del catalog
    for panel in panels(service):
        for query, legend in asked(panel):
            if "{{" in legend.text:
                yield from _missing(query, legend)


def _missing(query: Written, legend: Written) -> Iterator[Problem]:
    parsed = tree(plain(query.text) or "")
    if parsed is None:  # reported by the rule promql-syntax, or for a variable to tell
        return
    for found in _LABEL.finditer(legend.text):
        if not may_carry(parsed, found[1]):
            message = f"the query keeps no label {found[1]!r}: the legend has nothing there"
            help_ = f"keep it: 'by ({found[1]})', or take it out of the legend"
            yield Problem(legend.where, message, help_, (found.start(), len(found[0])))
