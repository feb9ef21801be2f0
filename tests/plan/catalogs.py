"""Small catalogs made by hand, for tests of what a whole project compiles to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from avionics.model.catalog import Catalog, Outline, Profile
from avionics.model.project import Audience, Contact, Environment, Project
from avionics.model.team import Team
from avionics.place import Where

SECRETS = "/etc/alertmanager/secrets"
RECEIVERS: dict[str, dict[str, Any]] = {
    "page": {
        "pagerduty": {"routingKeyFile": f"{SECRETS}/key"},
        "slack": {"channel": "#a", "urlFile": f"{SECRETS}/url"},
    },
    "ticket": {"webhook": {"url": "https://tickets.example/x", "credentialsFile": f"{SECRETS}/token"}},
}


def environment(name: str, audience: Audience = "customer", labels: Mapping[str, str] | None = None) -> Environment:
    pairs = tuple(sorted((labels or {"environment": name}).items()))
    return Environment(
        Where("avionics.yaml"),
        name,
        name,
        audience,
        pairs,
        pairs,
        "p",
        "https://g.example",
        "https://k.example",
        "",
        {},
    )


def team(name: str, receivers: dict[str, dict[str, Any]] | None = None) -> Team:
    return Team(Where(f"teams/{name}.yaml"), name, name.title(), f"@org/{name}", (), receivers or RECEIVERS)


def profile(name: str, groups: Sequence[str] = (), dev: str = "dev", periods: Sequence[int] = ()) -> Profile:
    """A service with an objective for each of the `periods`, in seconds."""
    path = f"services/{name}.yaml"
    slos = tuple(Outline(f"over-{period}", (), period, Where(path), False, ()) for period in periods)
    return Profile(path, name, name, dev, ("P",), (), slos, (), tuple(groups), ())


def catalog(
    environments: Sequence[Environment],
    teams: Sequence[Team] = (),
    services: Sequence[Profile] = (),
    default_owner: str = "",
    owners_folder: str = "",
) -> Catalog:
    where = Where("avionics.yaml")
    project = Project(
        where, "dynamo", Contact("m", "m"), "", "https://p.example/{path}", 30, 30, 300, 0,
        2030, "", "required", "", default_owner, owners_folder,
        tuple(environments),
    )  # fmt: skip
    return Catalog(project, {one.name: one for one in teams}, {one.name: one for one in services}, {}, "2026-11-30")
