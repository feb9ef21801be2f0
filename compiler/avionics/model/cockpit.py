"""What a service's cockpit shows beyond the standard rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from avionics.place import Where


@dataclass(frozen=True, slots=True)
class Variable:
    """A label whose values the reader can choose among; `series` is where they are read from."""

    where: Where
    name: str
    label: str
    series: str


@dataclass(frozen=True, slots=True)
class WrittenPanel:
    """A panel as written: its kind, its title, and the fields of its kind."""

    where: Where
    kind: str
    title: str
    alert: str
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """A titled row of panels."""

    where: Where
    title: str
    collapsed: bool
    panels: tuple[WrittenPanel, ...]


@dataclass(frozen=True, slots=True)
class Cockpit:
    """The cockpit spec of a service."""

    where: Where
    title: str
    description: str
    hide: tuple[str, ...]
    variables: tuple[Variable, ...]
    rows: tuple[WrittenRow, ...]
    patch: tuple[dict[str, Any], ...]
