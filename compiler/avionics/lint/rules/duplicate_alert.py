"""The name of an alert means one alert in the whole project, burn alerts of objectives included."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.conventions import names
from avionics.finding import Label
from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog, Profile
from avionics.place import Where


@rule("error", "the names of alerts are unique in the project")
def check(project: Catalog, catalog: Catalog) -> Iterator[Problem]:
    """Looks at all services; a name that an objective's burn alert has is taken."""
    del project
    first: dict[str, Where] = {}
    for service in _services(catalog):
        where = Where(service.path)
        for slo in dict.fromkeys(name for name, _, _ in service.slos):  # a name written twice is duplicate-name's
            name = names.burn_alert(service.name, slo)
            if name in first:
                help_ = "rename one of the two objectives"
                message = f"a second objective whose burn alert is {name!r}"
                yield Problem(where, message, help_, also=(_label(first[name]),))
            first.setdefault(name, where)
    for service in _services(catalog):
        for name, where in service.alerts:
            earlier = first.setdefault(name, where)
            if earlier is not where:
                help_ = "rename one of the two, or remove it if they mean the same"
                yield Problem(where.at("name"), f"a second alert {name!r}", help_, also=(_label(earlier),))


def _services(catalog: Catalog) -> list[Profile]:
    return [catalog.services[name] for name in sorted(catalog.services)]


def _label(where: Where) -> Label:
    """A burn alert is written nowhere: its service is shown."""
    return Label(
        where.at("name"),
        "the first" if where.route else "an objective of this service has a burn alert of this name",
    )
