"""Who agreed to an objective or an alert."""

from __future__ import annotations

from dataclasses import dataclass

from avionics.place import Where


@dataclass(frozen=True, slots=True)
class Agreement:
    """Who agreed, when, and when it is looked at again (days as written; empty when not given)."""

    where: Where
    approvers: tuple[str, ...]
    on: str
    revisit: str
