"""What a composite objective is made of are objectives of the project."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.finding import did_you_mean
from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.place import Where


@rule("error", "a composite objective is made of objectives of the project")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the parts of composites."""
    for _, part, path, route in catalog.services[service.name].parts:
        yield from _missing(Where(path, route), part, catalog)


def _missing(where: Where, part: str, catalog: Catalog) -> Iterator[Problem]:
    name, _, slo = part.partition("/")
    on_key = "weighted" in where.route
    profile = catalog.services.get(name)
    if profile is None:
        help_ = did_you_mean(name, catalog.services)
        yield Problem(where, f"there is no service {name!r}", help_, _span(part, 0, on_key), on_key)
    elif slo not in (known := [slo.name for slo in profile.slos]):
        span = _span(part, len(name) + 1, on_key)
        yield Problem(where, f"{name} has no objective {slo!r}", did_you_mean(slo, known), span, on_key)


def _span(part: str, begin: int, on_key: bool) -> tuple[int, int] | None:
    """The half of the reference that is to blame; all of a key."""
    if on_key:
        return None
    return (begin, len(part) - begin) if begin else (0, part.index("/"))
