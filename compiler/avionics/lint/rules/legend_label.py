"""A legend names labels that the result of its query can have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import panels
from avionics.model.catalog import Catalog
from avionics.model.cockpit import WrittenPanel
from avionics.model.service import Service
from avionics.place import Route, Where
from avionics.promql.examined import tree
from avionics.promql.labels import may_carry
from avionics.promql.variables import plain

_FILLED = re.compile(r"\{\{\s*([^{}$]{0,99}?)\s*\}\}")
_LABEL = re.compile(r"[a-zA-Z_][a-zA-Z0-9_.:/-]*")
"""What may be a label: to Prometheus 3 also `service.name`."""


@rule("warning", "labels in the legend of a query are labels of its result")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at queries of panels, raw ones among them, that have a legend."""
    del catalog
    for panel in panels(service):
        for route, query, legend in _asked(panel):
            if isinstance(query, str) and isinstance(legend, str) and "{{" in legend:
                yield from _missing(query, legend, panel.where.at(*route))


def _asked(panel: WrittenPanel) -> Iterator[tuple[Route, object, object]]:
    """The queries of a panel and their legends, and where each legend is."""
    fields = panel.fields
    yield ("legend",), fields.get("expr"), fields.get("legend")
    for index, query in enumerate(fields.get("queries", ())):
        yield ("queries", index, "legend"), query.get("expr"), query.get("legend")
    targets = fields["json"].get("targets") if panel.kind == "raw" else None
    for index, target in enumerate(targets if isinstance(targets, list) else ()):
        if isinstance(target, dict):
            yield ("json", "targets", index, "legendFormat"), target.get("expr"), target.get("legendFormat")


def _missing(query: str, legend: str, where: Where) -> Iterator[Problem]:
    parsed = tree(plain(query) or "")
    for found in _FILLED.finditer(legend):
        span, label = (found.start(), len(found[0])), found[1]
        if not _LABEL.fullmatch(label):
            near = _LABEL.search(label)
            help_ = f"write the label's name alone: {{{{{near[0] if near else 'queue'}}}}}"
            yield Problem(where, f"{found[0]} names no label: the legend has nothing there", help_, span)
        elif parsed is not None and not label.startswith("__") and not may_carry(parsed, label):
            message = f"the query keeps no label {label!r}: the legend has nothing there"
            yield Problem(where, message, f"keep it: 'by ({label})', or take it out of the legend", span)
