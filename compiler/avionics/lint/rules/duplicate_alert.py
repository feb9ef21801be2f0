"""The name of an alert means one alert in the whole project, those of objectives included."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from avionics.conventions import names
from avionics.finding import Label
from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog, Profile
from avionics.place import Where


@rule("error", "the names of alerts are unique in the project")
def check(catalog: Catalog) -> Iterator[Problem]:
    """Looks at all services; a name that an alert of an objective has, or gets once it is asked for, is taken."""
    taken = [taken for _, service in sorted(catalog.services.items()) for taken in _taken(service)]
    if len({names.burn_alert_beside(one.name) for one in taken}) < len(taken):
        yield from _told(taken)


class _Taken(NamedTuple):
    """The name of an alert and where it is written; of a burn alert, its objective and where that is written."""

    name: str
    where: Where
    objective: str = ""


def _taken(service: Profile) -> list[_Taken]:
    slos: dict[str, Where] = {}
    for slo in service.slos:
        slos.setdefault(slo.name, slo.where)  # a name written twice is duplicate-name's
    burn = [_Taken(names.burn_alert(service.name, slo), where, f"{service.name}/{slo}") for slo, where in slos.items()]
    return burn + [_Taken(alert.name, alert.where) for alert in service.alerts]


def _told(taken: list[_Taken]) -> Iterator[Problem]:
    """Whose name was taken before, burn alerts first."""
    first: dict[str, _Taken] = {}
    for one in sorted(taken, key=lambda one: not one.objective):
        burn = first.get(names.burn_alert_beside(one.name))
        earlier = burn if burn and burn.objective else first.setdefault(one.name, one)
        if earlier is not one:
            message, help_ = _words(one)
            yield Problem(one.where.at("name"), message, help_, also=(_label(earlier),))


def _words(second: _Taken) -> tuple[str, str]:
    if second.objective:
        return f"a second objective whose burn alert is {second.name!r}", "rename one of the two objectives"
    return f"a second alert {second.name!r}", "rename one of the two, or remove it if they mean the same"


def _label(first: _Taken) -> Label:
    """Alerts of an objective are written nowhere: it is shown."""
    said = f"the name is one for alerts of the objective {first.objective}" if first.objective else "the first"
    return Label(first.where.at("name"), said)
