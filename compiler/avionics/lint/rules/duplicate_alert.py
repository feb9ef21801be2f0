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
    taken = [(name, service, where) for service in _services(catalog) for name, where in _alerts(service)]
    if len({name for name, _, _ in taken}) < len(taken):
        yield from _told(taken)


def _alerts(service: Profile) -> list[tuple[str, Where | None]]:
    """Its alerts with where they are written: nowhere, for the burn alert that all tiers of an objective share."""
    slos = dict.fromkeys([slo.name for slo in service.slos])  # a name written twice is duplicate-name's
    return [*((names.burn_alert(service.name, slo), None) for slo in slos), *service.alerts]


def _told(taken: list[tuple[str, Profile, Where | None]]) -> Iterator[Problem]:
    """Whose name was taken before, burn alerts first."""
    first: dict[str, Where] = {}
    for name, service, written in sorted(taken, key=lambda alert: alert[2] is not None):
        where = written or Where(service.path)
        if name in first and written:
            help_ = "rename one of the two, or remove it if they mean the same"
            yield Problem(where.at("name"), f"a second alert {name!r}", help_, also=(_label(first[name]),))
        elif name in first:
            message = f"a second objective whose burn alert is {name!r}"
            yield Problem(where, message, "rename one of the two objectives", also=(_label(first[name]),))
        first.setdefault(name, where)


def _services(catalog: Catalog) -> list[Profile]:
    return [catalog.services[name] for name in sorted(catalog.services)]


def _label(where: Where) -> Label:
    """A burn alert is written nowhere: its service is shown."""
    return Label(
        where.at("name"),
        "the first" if where.route else "an objective of this service has a burn alert of this name",
    )
