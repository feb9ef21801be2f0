"""What a service depends on is a service of the project."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, meant, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service


@rule("error", "dependencies, and the owners of spec files, are services of the project")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at `dependsOn`; a spec file that belongs to no service is found while the files are read."""
    for dependency in service.depends_on:
        if dependency.service not in catalog.services:
            where, message = dependency.where.at("service"), f"there is no service {dependency.service!r}"
            describe = f"a new one goes into services/{dependency.service}.yaml"
            yield Problem(where, message, meant(dependency.service, catalog.services, describe))
