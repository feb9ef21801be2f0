"""Titles tell services apart, and environments."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.named_twice import named_twice
from avionics.model.catalog import Catalog
from avionics.place import Where

_HELP = "say in the title what this one is that no other is"


@rule("error", "services have different titles, and so have environments")
def check(catalog: Catalog) -> Iterator[Problem]:
    """Looks at what pages and cockpits call them: their names stand in labels and addresses."""
    services = ((one.title, Where(one.path).at("title")) for one in catalog.services.values())
    yield from named_twice("service called", services, _HELP)
    environments = ((one.title, one.where.at("title")) for one in catalog.project.environments)
    yield from named_twice("environment called", environments, _HELP)
