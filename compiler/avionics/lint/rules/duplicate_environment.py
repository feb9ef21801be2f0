"""An environment is declared once, and its series are told apart from all others."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.finding import Label
from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.project import Environment


@rule("error", "no two environments share a name or all their labels")
def check(catalog: Catalog) -> Iterator[Problem]:
    """Looks at the environments in avionics.yaml."""
    names: dict[str, Environment] = {}
    labels: dict[tuple[tuple[str, str], ...], Environment] = {}
    for environment in catalog.project.environments:
        named = names.setdefault(environment.name.lower(), environment)
        labelled = labels.setdefault(environment.labels, environment)
        if named is not environment:
            also = (Label(named.where.at("name"), "the first"),)
            yield Problem(environment.where.at("name"), *_twice(environment.name, named.name), also=also)
        elif labelled is not environment:
            also = (Label(labelled.where.at("name"), f"{labelled.name} is written here"),)
            message = f"{environment.name} has the same labels as {labelled.name}: their alerts cannot be told apart"
            yield Problem(environment.where.at("matchers"), message, "give each its own matchers or labels", also=also)


def _twice(name: str, first: str) -> tuple[str, str]:
    if name == first:
        return f"a second environment {name!r}", "rename or remove one of the two"
    message = f"the environments {first!r} and {name!r} differ in capitals only"
    return message, "rename one of the two: their files and their objects of Kubernetes would be the same"
