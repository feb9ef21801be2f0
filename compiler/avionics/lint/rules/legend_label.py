"""A legend names labels that the result of its query has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from avionics.lint.engine import Problem, meant, rule
from avionics.lint.expressions import Written, legends, panels, queries
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.promql.examined import tree
from avionics.promql.labels import may_carry
from avionics.promql.tokens import TokenError, tokens
from avionics.promql.variables import plain

_LABEL = re.compile(r"\{\{\s*([A-Za-z_]\w*)\s*\}\}")


@rule("warning", "legends of panels name labels that the result of the query has")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at written panels, raw ones too, where it is certain which labels an expression leaves."""
    del catalog
    for panel in panels(service):
        templates = [legend for legend in legends(panel) if "{{" in legend.text]
        asked = {query.where.route[:-1]: query.text for query in queries(panel)} if templates else {}
        for legend in templates:
            if query := asked.get(legend.where.route[:-1]):
                yield from _missing(query, legend)


def _missing(query: str, legend: Written) -> Iterator[Problem]:
    filled = plain(query)
    parsed = tree(filled) if filled is not None else None
    if parsed is None:
        return
    for use in _LABEL.finditer(legend.text):
        if not may_carry(parsed, use[1]):
            message = f"the result of the query has no label {use[1]!r}: it is left blank"
            carried = _carried(query, parsed)
            help_ = (
                meant(use[1], carried) if carried else "write it in the 'by' of the aggregation, or take it out here"
            )
            yield Problem(legend.where, message, help_, (use.start(1), len(use[1])))


def _carried(text: str, parsed: Any) -> set[str]:
    """The labels that the query names and leaves."""
    try:
        return {token.text for token in tokens(text) if token.kind == "name" and may_carry(parsed, token.text)}
    except TokenError:
        return set()
