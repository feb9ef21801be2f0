"""What every part of an explanation looks at: one service in the environments asked for."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from avionics.app.compile import Compiled
from avionics.app.explain.find import Subject, UnknownName
from avionics.app.explain.sources import Sources, sources
from avionics.finding import did_you_mean
from avionics.model.catalog import Catalog
from avionics.model.playbook import Page
from avionics.model.service import Service
from avionics.place import Where
from avionics.plan.routes.routing import routing
from avionics.plan.values import EnvironmentPlan, Plan, PlannedAlert, Routing


class Scope(Struct, frozen=True):
    """A service in the environments asked for."""

    service: Service
    plan: Plan
    environments: tuple[EnvironmentPlan, ...]
    catalog: Catalog
    routing: Routing
    pages: Mapping[str, Page]
    sources: Sources

    def alerts(self, where: Where) -> tuple[PlannedAlert, ...]:
        """The alerts compiled from the node at `where`, by environment, the fastest first."""
        return tuple(alert for plan in self.environments for alert in plan.alerts() if alert.where == where)

    def team(self, name: str) -> str:
        """The title of a team; its name when nobody declared it."""
        team = self.catalog.teams.get(name)
        return team.title if team else name


def scope(subject: Subject, compiled: Compiled, environment: str) -> Scope:
    """The scope of an explanation of `subject`; an empty `environment` means all.

    Raises:
        UnknownName: the service does not run in `environment`.
    """
    assert compiled.catalog is not None  # without one nothing was compiled, so no subject was found
    service = subject.service
    chosen = tuple(plan for plan in subject.plan.environments if environment in ("", plan.environment.name))
    if environment and not chosen:
        help_ = did_you_mean(environment, (plan.environment.name for plan in subject.plan.environments))
        raise UnknownName(f"{service.name} does not run in {environment!r}; {help_}")
    return Scope(
        service=service,
        plan=subject.plan,
        environments=chosen,
        catalog=compiled.catalog,
        routing=routing(compiled.catalog),
        pages={page.path: page for unit in compiled.units.values() for page in unit.pages},
        sources=sources(compiled.files, _paths(service, compiled.catalog)),
    )


def _paths(service: Service, catalog: Catalog) -> list[str]:
    places = [catalog.project.where, service.where, *(slo.where for slo in service.slos)]
    places += [catalog.teams[name].where for name in (service.sre, service.dev) if name in catalog.teams]
    places += [alert.where for alert in service.alerts] + ([service.cockpit.where] if service.cockpit else [])
    return [place.path for place in places]
