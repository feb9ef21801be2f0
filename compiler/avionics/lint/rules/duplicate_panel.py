"""Titles tell rows apart, and panels within a row."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.named_twice import named_twice
from avionics.model.service import Service

_HELP = "give one of them another title"


@rule("error", "rows of a cockpit, and panels of a row, have different titles")
def check(service: Service) -> Iterator[Problem]:
    """Looks at the written rows and panels: their ids in Grafana are made from these titles."""
    rows = service.cockpit.rows if service.cockpit else ()
    yield from named_twice("row", ((row.title, row.where.at("title")) for row in rows), _HELP)
    for row in rows:
        yield from named_twice("panel", ((panel.title, panel.where.at(panel.kind)) for panel in row.panels), _HELP)
