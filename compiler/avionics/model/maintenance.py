"""Planned maintenance."""

from __future__ import annotations

from msgspec import Struct

from avionics.place import Where


class Maintenance(Struct, frozen=True):
    """Maintenance from `start` to `end`, in seconds since 1970. `environments` is empty where it is in all."""

    where: Where
    start: int
    end: int
    reason: str
    environments: tuple[str, ...]

    def within(self, environment: str) -> bool:
        """Whether it takes place in an environment."""
        return not self.environments or environment in self.environments
