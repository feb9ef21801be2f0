"""Teams and where their alerts go."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from avionics.model.project import Contact
from avionics.place import Where


class Team(Struct, frozen=True):
    """A team. `receivers` maps a severity to the kinds of receiver and their settings, as written."""

    where: Where
    name: str
    title: str
    handle: str
    contacts: tuple[Contact, ...]
    receivers: dict[str, dict[str, Any]]
