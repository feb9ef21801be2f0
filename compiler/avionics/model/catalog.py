"""What every part of the compiler may ask about the whole project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct, field

from avionics.model.playbook import CockpitLink, Targets
from avionics.model.project import Project
from avionics.model.slo import Stage
from avionics.model.team import Team
from avionics.place import Route, Where


class Outline(NamedTuple):
    """What other services may know of an objective: `by` are labels kept apart, `window` the seconds of its period,
    `where` the place it is written at. `one_a_window` says that all errors of a base window may be one failure,
    `combined` are the objectives whose errors it is made of, `unlisted` the bounds of buckets that it needs and
    does not list, `traffic` the events a second it expects; 0 where it does not say, or where they do not weigh it.
    """

    name: str
    by: tuple[str, ...]
    window: int
    where: Where
    one_a_window: bool
    combined: tuple[str, ...]
    unlisted: tuple[str, ...] = ()
    traffic: float = 0


class AlertOutline(NamedTuple):
    """What others may know of an alert: where it is written, how far it got, and which cases it `lacks`: in which it
    fires, in which it stays silent."""

    name: str
    where: Where
    stage: Stage
    lacks: tuple[str, ...]


class Profile(Struct, frozen=True):
    """What other services may know of a service; small, so that one changed file re-compiles one service.

    `path` is where the service is written, `dev` the team that builds it. `groups` are all labels its SLOs and alerts
    keep apart. `parts` are the objectives that composite ones are made of: the composite's name, the part as
    `service/objective`, where that is written.
    """

    path: str
    name: str
    title: str
    dev: str
    environments: tuple[str, ...]
    depends_on: tuple[tuple[str, str], ...]
    slos: tuple[Outline, ...]
    alerts: tuple[AlertOutline, ...]
    groups: tuple[str, ...]
    parts: tuple[tuple[str, str, str, Route], ...]


class Catalog(Struct, frozen=True):
    """The project, its teams, a profile of each service, and what links may name in each page below playbooks/.

    `today` is the day (2026-11-30) that expiry is judged by. `consumers` are the names of the services that need one,
    `composed` of those whose composite objectives read one; `opened` are the addresses in pages of other units that
    open the cockpit of one.
    """

    project: Project
    teams: Mapping[str, Team]
    services: Mapping[str, Profile]
    pages: Mapping[str, Targets]
    today: str
    consumers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    composed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    opened: Mapping[str, tuple[CockpitLink, ...]] = field(default_factory=dict)

    def outline(self, objective: str) -> Outline | None:
        """What is known of an objective, as `service/name`; None where there is none."""
        service, _, name = objective.partition("/")
        profile = self.services.get(service)
        return next((slo for slo in profile.slos if slo.name == name), None) if profile else None
