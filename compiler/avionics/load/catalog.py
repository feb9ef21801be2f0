"""Profiles and pages of all units to the catalog."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from avionics.model.catalog import Catalog, Profile
from avionics.model.playbook import CockpitLink, Targets
from avionics.model.project import Project
from avionics.model.team import Team


def catalog(
    project: Project,
    teams: Mapping[str, Team],
    profiles: Iterable[Profile],
    pages: Iterable[tuple[str, Targets]],
    opens: Iterable[CockpitLink],
    today: str,
) -> Catalog:
    """The catalog, with the services that need or read each one, and the addresses that open its cockpit."""
    services = {profile.name: profile for profile in sorted(profiles, key=lambda profile: profile.name)}
    consumers = _turned({name: [needed for needed, _ in one.depends_on] for name, one in services.items()})
    composed = _turned({name: [part.partition("/")[0] for _, part, *_ in one.parts] for name, one in services.items()})
    return Catalog(project, teams, services, dict(pages), today, consumers, composed, opened(opens))


def opened(links: Iterable[CockpitLink]) -> dict[str, tuple[CockpitLink, ...]]:
    """Addresses by the service whose cockpit they open, in the order they are written in."""
    by: dict[str, list[CockpitLink]] = {}
    for link in sorted(links, key=lambda link: (link.where.path, link.where.line, link.where.column)):
        by.setdefault(link.service, []).append(link)
    return {service: tuple(found) for service, found in by.items()}


def _turned(needed: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """From what each needs to who needs each."""
    by: dict[str, tuple[str, ...]] = {}
    for name, others in needed.items():
        for other in dict.fromkeys(others):
            by[other] = (*by.get(other, ()), name)
    return by
