"""Profiles and pages of all units to the catalog."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from avionics.model.catalog import Catalog, Profile
from avionics.model.project import Project
from avionics.model.team import Team

Anchors = tuple[str, tuple[str, ...]]
"""A page below playbooks/ and the anchors of its headings."""


def catalog(
    project: Project, teams: Mapping[str, Team], profiles: Iterable[Profile], pages: Iterable[Anchors], today: str
) -> Catalog:
    """The catalog, with the services that need each one."""
    services = {profile.name: profile for profile in sorted(profiles, key=lambda profile: profile.name)}
    consumers: dict[str, tuple[str, ...]] = {}
    for profile in services.values():
        for needed, _ in profile.depends_on:
            consumers[needed] = (*consumers.get(needed, ()), profile.name)
    return Catalog(project, teams, services, dict(pages), today, consumers)
