"""The catalog of an earlier run, as long as nothing that it holds has changed: each part is read when it is asked for.

A unit's compile asks for a few neighbours, and would else wait for thousands of profiles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from avionics.app.project import Ground
from avionics.app.remembered import Remembered, Shared
from avionics.model.catalog import Catalog, Profile
from avionics.model.playbook import Targets


def catalog(base: Ground, units: Mapping[str, Remembered], shared: Shared, today: str) -> Catalog:
    """The catalog of what `units` told, of which `shared` was made."""
    services = _Services(units, shared.services)
    return Catalog(
        base.project, base.teams, services, _Pages(units), today, shared.consumers, shared.composed, shared.opened
    )


class _Services(Mapping[str, Profile]):
    """Profiles by the names of services, which are those of their units."""

    def __init__(self, units: Mapping[str, Remembered], names: tuple[str, ...]) -> None:
        self._units, self._names = units, names

    def __getitem__(self, name: str) -> Profile:
        for profile in self._units[name].told.profiles:
            return profile
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class _Pages(Mapping[str, Targets]):
    """What links may name, by the paths of pages, which begin with the names of their units."""

    def __init__(self, units: Mapping[str, Remembered]) -> None:
        self._units = units

    def __getitem__(self, path: str) -> Targets:
        return dict(self._units[path.partition("/")[0]].told.pages)[path]

    def __iter__(self) -> Iterator[str]:
        return (path for unit in self._units.values() for path, _ in unit.told.pages)

    def __len__(self) -> int:
        return sum(1 for _ in self)
