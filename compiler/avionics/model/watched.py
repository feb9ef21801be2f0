"""What services are alerted on: one failure that two of them watch is told twice."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from avionics.place import Where
from avionics.slis.indicator import Indicator


class Watched(Struct, frozen=True):
    """An alert or an objective, as far as it says when somebody is told.

    `condition` is the indicator of an objective, or the expression of an alert with its threshold; `by` are the labels
    that an objective keeps apart, `environments` those in which it tells.
    """

    name: str
    where: Where
    condition: Indicator | str
    by: tuple[str, ...]
    environments: tuple[str, ...]


class Watches(Struct, frozen=True):
    """What some services watch, by their names in order: those of which another may watch the same."""

    services: Mapping[str, tuple[Watched, ...]]
