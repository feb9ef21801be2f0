"""Owners and approvers are teams of the project."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, meant, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.place import Where


@rule("error", "owners and approvers are teams of the project")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the owners of the service and the approvers of its agreements."""
    for key, team in (("dev", service.dev), ("sre", service.sre)):
        yield from _team(service.where.at("owners", key), team, catalog)
    for agreed in (item.agreement for item in service.alerting if item.agreement):
        for index, team in enumerate(agreed.approvers):
            yield from _team(agreed.where.at("approvers", index), team, catalog)


def _team(where: Where, team: str, catalog: Catalog) -> Iterator[Problem]:
    if team not in catalog.teams:
        help_ = meant(team, catalog.teams, f"a new one goes into teams/{team}.yaml")
        yield Problem(where, f"there is no team {team!r}", help_)
