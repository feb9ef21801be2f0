"""Composite objectives are not made of each other in a circle."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.finding import Label
from avionics.lint.cycles import cycles
from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.place import Where


@rule("error", "composite objectives are not made of each other in a circle")
def check(catalog: Catalog) -> Iterator[Problem]:
    """Looks at the parts of all composites; each objective is named in one cycle at most."""
    made_of = _made_of(catalog)
    for cycle in cycles(made_of, lambda name: (part for part in made_of[name] if part in made_of)):
        steps = [*zip(cycle, [*cycle[1:], cycle[0]], strict=True)]
        (first, *others) = [made_of[name][part] for name, part in steps]
        also = tuple(
            Label(where, f"{name} is made of {part}") for (name, part), where in zip(steps[1:], others, strict=True)
        )
        path = " -> ".join([*cycle, cycle[0]])
        message = f"a cycle of objectives: {path}" if others else f"{cycle[0]} is part of itself"
        yield Problem(first, message, "remove it: each would wait for what the other records", also=also)


def _made_of(catalog: Catalog) -> dict[str, dict[str, Where]]:
    """The parts of each composite, and where each is named."""
    found: dict[str, dict[str, Where]] = {}
    for profile in catalog.services.values():
        for slo, part, path, route in profile.parts:
            found.setdefault(f"{profile.name}/{slo}", {}).setdefault(part, Where(path, route))
    return found
