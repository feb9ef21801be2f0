"""Environments are told apart by the same names."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.conventions import names
from avionics.finding import Label
from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.project import Environment


@rule("error", "all environments use the same names in matchers and in labels, and one name has one value in each")
def check(catalog: Catalog) -> Iterator[Problem]:
    """Looks at the matchers and labels of the environments."""
    first, *others = catalog.project.environments
    for other in others:
        yield from _names(first, other, "matchers")
        yield from _names(first, other, "labels")
    for environment in catalog.project.environments:
        yield from _values(environment)
        yield from _ours(environment)


def _names(first: Environment, other: Environment, field: str) -> Iterator[Problem]:
    expected = [name for name, _ in getattr(first, field)]
    found = [name for name, _ in getattr(other, field)]
    if found != expected:
        message = f"the {field} of {other.name} are {', '.join(found)}, those of {first.name} {', '.join(expected)}"
        also = (Label(first.where.at(field), f"{first.name} is written here"),)
        help_ = "use the same names: a cockpit has one variable for each"
        yield Problem(other.where.at(field), message, help_, also=also)


def _values(environment: Environment) -> Iterator[Problem]:
    matchers = dict(environment.matchers)
    for name, value in environment.labels:
        if matchers.get(name, value) != value:
            message = f"{name} is {matchers[name]!r} as a matcher and {value!r} as a label"
            help_ = "call the label otherwise, or leave labels out"
            yield Problem(environment.where.at("labels", name), message, help_)


def _ours(environment: Environment) -> Iterator[Problem]:
    """A label that every alert gets from its service or objective would hide the environment's from its route."""
    for field in ("matchers", "labels"):
        for name, _ in getattr(environment, field):
            if name in names.OWN_LABELS | {names.DATASOURCE_VARIABLE}:
                what = "is put on alerts by the compiler" if name in names.OWN_LABELS else "is a variable of cockpits"
                message = f"the label {name!r} {what}, with another meaning"
                yield Problem(environment.where.at(field, name), message, "tell environments apart by another label")
                return
