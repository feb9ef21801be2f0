"""Titles tell rows apart, and panels within a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from avionics.finding import Label
from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.place import Where


@rule("error", "rows of a cockpit, and panels of a row, have different titles")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the written rows and panels: their ids in Grafana are made from these titles."""
    del catalog
    rows = service.cockpit.rows if service.cockpit else ()
    yield from _again("row", ((row.title, row.where.at("title")) for row in rows))
    for row in rows:
        yield from _again("panel", ((panel.title, panel.where.at(panel.kind)) for panel in row.panels))


def _again(what: str, titled: Iterable[tuple[str, Where]]) -> Iterator[Problem]:
    first: dict[str, Where] = {}
    for title, where in titled:
        earlier = first.setdefault(title, where)
        if earlier is not where:
            yield Problem(
                where,
                f"a second {what} {title!r}",
                "give one of them another title",
                also=(Label(earlier, "the first"),),
            )
