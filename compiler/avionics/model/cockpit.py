"""What a service's cockpit shows beyond the standard rows."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from avionics.place import Where


class Variable(Struct, frozen=True):
    """A label whose values the reader can choose among; `series` is where they are read from."""

    where: Where
    name: str
    label: str
    series: str


class WrittenPanel(Struct, frozen=True):
    """A panel as written: its kind, its title, and the fields of its kind."""

    where: Where
    kind: str
    title: str
    alert: str
    fields: dict[str, Any]


class WrittenRow(Struct, frozen=True):
    """A titled row of panels."""

    where: Where
    title: str
    collapsed: bool
    panels: tuple[WrittenPanel, ...]


class Cockpit(Struct, frozen=True):
    """The cockpit spec of a service."""

    where: Where
    title: str
    description: str
    hide: tuple[str, ...]
    variables: tuple[Variable, ...]
    rows: tuple[WrittenRow, ...]
    patch: tuple[dict[str, Any], ...]
