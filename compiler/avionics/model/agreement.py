"""Who agreed to an objective or an alert."""

from __future__ import annotations

from msgspec import Struct

from avionics.place import Where


class Agreement(Struct, frozen=True):
    """Who agreed, when, and when it is looked at again (days as written; empty when not given)."""

    where: Where
    approvers: tuple[str, ...]
    on: str
    revisit: str
