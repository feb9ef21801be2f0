"""The team that owns what belongs to no service is a team of the project."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, meant, rule
from avionics.model.catalog import Catalog


@rule("error", "the default owner is a team of the project")
def check(catalog: Catalog) -> Iterator[Problem]:
    """Looks at `codeOwners` in avionics.yaml."""
    owner = catalog.project.default_owner
    if owner and owner not in catalog.teams:
        where = catalog.project.where.at("codeOwners", "default")
        yield Problem(where, f"there is no team {owner!r}", meant(owner, catalog.teams))
