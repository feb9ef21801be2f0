"""Titles tell services apart, and environments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from avionics.finding import Label
from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.place import Where


@rule("error", "services have different titles, and so have environments")
def check(project: Catalog, catalog: Catalog) -> Iterator[Problem]:
    """Looks at what pages and cockpits call them: their names stand in labels and addresses."""
    del project
    services = ((one.title, one.name, Where(one.path)) for one in catalog.services.values())
    yield from _again("service", services)
    yield from _again("environment", ((one.title, one.name, one.where) for one in catalog.project.environments))


def _again(what: str, titled: Iterable[tuple[str, str, Where]]) -> Iterator[Problem]:
    first: dict[str, Where] = {}
    for title, name, where in titled:
        earlier = first.setdefault(title, where)
        if earlier is not where:
            message, also = f"a second {what} called {title!r}", (Label(earlier.at("title"), "the first"),)
            yield Problem(where.at("title"), message, f"say in the title what {name} is that no other is", also=also)
