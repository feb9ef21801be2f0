"""The document of a cockpit to a value."""

from __future__ import annotations

from typing import Any

from avionics.model.cockpit import Cockpit, Variable, WrittenPanel, WrittenRow
from avionics.place import Where
from avionics.registry import units
from avionics.source.document import Document


def cockpit(document: Document | None) -> Cockpit | None:
    """The cockpit in a valid document; None without one."""
    if document is None:
        return None
    data, where = document.data, document.where
    return Cockpit(
        where=where,
        title=data.get("title", ""),
        description=data.get("description", ""),
        hide=tuple(data.get("hide", ())),
        variables=tuple(
            Variable(where.at("variables", index), item["name"], item.get("label", ""), item["from"])
            for index, item in enumerate(data.get("variables", ()))
        ),
        rows=tuple(_row(row, where.at("rows", index)) for index, row in enumerate(data.get("rows", ()))),
        patch=tuple(data.get("patch", ())),
    )


def _row(data: dict[str, Any], where: Where) -> WrittenRow:
    panels = tuple(_panel(panel, where.at("panels", index)) for index, panel in enumerate(data["panels"]))
    return WrittenRow(where, data["title"], data.get("collapsed", False), panels)


def _panel(data: dict[str, Any], where: Where) -> WrittenPanel:
    kind = next(kind for kind in units("panels") if kind in data)
    return WrittenPanel(where, kind, data[kind], data.get("alert", ""), data)
