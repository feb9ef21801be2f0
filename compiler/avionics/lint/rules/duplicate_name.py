"""Within a service, a name means one thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from avionics.finding import Label
from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.place import Where


@rule("error", "objectives, recording rules, variables and dependencies of a service are named once")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at what is unique within a service; alerts are unique in the project (duplicate-alert)."""
    del catalog
    yield from _again("objective", ((slo.name, slo.where.at("name")) for slo in service.slos))
    rules = ((f"{rule.record}{dict(rule.labels) or ''}", rule.where.at("record")) for rule in service.rules)
    yield from _again("recording rule", rules)
    variables = service.cockpit.variables if service.cockpit else ()
    yield from _again("variable", ((variable.name, variable.where.at("name")) for variable in variables))
    yield from _again("dependency on", ((needed.service, needed.where.at("service")) for needed in service.depends_on))


def _again(what: str, named: Iterable[tuple[str, Where]]) -> Iterator[Problem]:
    first: dict[str, Where] = {}
    for name, where in named:
        earlier = first.setdefault(name, where)
        if earlier is not where:
            yield Problem(
                where,
                f"a second {what} {name!r}",
                "rename or remove one of the two",
                also=(Label(earlier, "the first"),),
            )
