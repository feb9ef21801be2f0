"""Who must approve a change of which file."""

from __future__ import annotations

from avionics.model.catalog import Catalog
from avionics.plan.values import Ownership

_FILES = ("services/{}.yaml", "slos/{}.yaml", "alerts/{}.yaml", "cockpits/{}.yaml", "playbooks/{}/")


def ownership(catalog: Catalog) -> Ownership:
    """The dev team of each service for its files, and it alone; the default owner for all else, teams/ included.

    The default is empty when the project names none. A service whose team nobody declared is the default owner's.
    """
    teams = catalog.teams
    owned = ((name, teams.get(catalog.services[name].dev)) for name in sorted(catalog.services))
    folder = catalog.project.owners_folder
    files = tuple(f"{folder}/{file}" for file in _FILES) if folder else _FILES
    entries = tuple((file.format(name), team.handle) for name, team in owned if team for file in files)
    default = teams.get(catalog.project.default_owner)
    return Ownership(folder, default.handle if default else "", entries)
