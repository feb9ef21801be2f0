"""The project and its environments."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from avionics.model.route_before import RouteBefore
from avionics.place import Where

Audience = Literal["customer", "developer-customer", "internal"]
Pairs = tuple[tuple[str, str], ...]


class Kubernetes(Struct, frozen=True):
    """Where an operator finds `PrometheusRule`s: the namespace they are in, and the labels it selects them by."""

    namespace: str
    labels: Pairs


class Environment(Struct, frozen=True):
    """Where services run: what tells its series apart, and where it is looked at.

    `matchers` are put into every selector, `labels` on every recorded series and alert; both sorted by name.
    `kubernetes` is None where Prometheus reads rule files.
    """

    where: Where
    name: str
    title: str
    audience: Audience
    matchers: Pairs
    labels: Pairs
    prometheus: str
    grafana: str
    kibana: str
    kibana_space: str
    data_views: dict[str, str]
    kubernetes: Kubernetes | None = None

    @property
    def may_page(self) -> bool:
        """Whether anybody may be woken for it: internal environments never page."""
        return self.audience != "internal"

    @property
    def certain(self) -> frozenset[str]:
        """The labels that all series have which are asked for in it: those that are scraped, and those recorded."""
        return frozenset({name for name, value in self.matchers if value} & {name for name, _ in self.labels})


class Contact(Struct, frozen=True):
    """A role or desk, and how to reach it."""

    name: str
    reach: str


class Project(Struct, frozen=True):
    """What all services share. Lengths are in seconds; `retention` is 0 where nobody said how long samples are kept.

    `calendar_until` is the last year whose weeks, months and quarters rules know, `profile` whose dashboards are served
    beside our own, `owners_folder` the folder that the project is in of its repository; "" at its root.
    `routes_before` stand in the file `alertmanager_base`.
    """

    where: Where
    name: str
    mission_control: Contact
    mission_control_url: str
    playbook_url: str
    scrape_interval: int
    evaluation_interval: int
    base_window: int
    retention: int
    calendar_until: int
    profile: Literal["", "sloth"]
    agreements: Literal["required", "optional"]
    alertmanager_base: str
    default_owner: str
    owners_folder: str
    environments: tuple[Environment, ...]
    routes_before: tuple[RouteBefore, ...] = ()

    @property
    def usual_view(self) -> str:
        """The data view of a service of which no other is known: one of every environment, where there is one."""
        views = sorted({view for each in self.environments for view in each.data_views})
        shared = (view for view in views if all(view in each.data_views for each in self.environments))
        return next(iter((*shared, *views)), "logs")

    def environment(self, name: str) -> Environment | None:
        """The environment of that name."""
        return next((e for e in self.environments if e.name == name), None)

    def known(self, names: Iterable[str]) -> tuple[Environment, ...]:
        """The environments of these names, in their order; of a name that nobody knows there is none."""
        return tuple([one for one in map(self.environment, names) if one is not None])
