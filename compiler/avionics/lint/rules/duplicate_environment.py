"""An environment is declared once."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.finding import Label
from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.place import Where


@rule("error", "the names of environments are unique")
def check(project: Catalog, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the environments in avionics.yaml."""
    del project
    first: dict[str, Where] = {}
    for environment in catalog.project.environments:
        where = environment.where.at("name")
        earlier = first.setdefault(environment.name, where)
        if earlier is not where:
            message = f"a second environment {environment.name!r}"
            yield Problem(where, message, "rename or remove one of the two", also=(Label(earlier, "the first"),))
