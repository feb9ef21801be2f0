"""Teams and where their alerts go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from avionics.model.project import Contact
from avionics.place import Where


@dataclass(frozen=True, slots=True)
class Team:
    """A team. `receivers` maps a severity to the kinds of receiver and their settings, as written."""

    where: Where
    name: str
    title: str
    handle: str
    contacts: tuple[Contact, ...]
    receivers: dict[str, dict[str, Any]]
