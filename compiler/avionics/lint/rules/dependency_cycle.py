"""Services do not need each other in a circle."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.finding import Label
from avionics.lint.cycles import cycles
from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.place import Where


@rule("error", "dependencies have no cycle")
def check(catalog: Catalog) -> Iterator[Problem]:
    """Looks at `dependsOn` of all services; each service is named in one cycle at most."""
    for cycle in cycles(catalog.services, lambda name: _needed(name, catalog)):
        path = " -> ".join([*cycle, cycle[0]])
        first, *others = [
            (name, needed, _where(name, needed, catalog))
            for name, needed in zip(cycle, [*cycle[1:], cycle[0]], strict=True)
        ]
        also = tuple(Label(where, f"{name} needs {needed}") for name, needed, where in others)
        message = f"a dependency cycle: {path}" if others else f"{first[0]} depends on itself"
        yield Problem(first[2], message, "remove the dependency that the other can do without", also=also)


def _where(name: str, needed: str, catalog: Catalog) -> Where:
    profile = catalog.services[name]
    index = [other for other, _ in profile.depends_on].index(needed)
    return Where(profile.path).at("dependsOn", index, "service")


def _needed(name: str, catalog: Catalog) -> Iterator[str]:
    return (other for other, _ in catalog.services[name].depends_on if other in catalog.services)
