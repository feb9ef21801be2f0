"""A panel of the plan as a panel of Grafana. How each kind looks is in `kinds`."""

from __future__ import annotations

from typing import Protocol, cast

from avionics.plan.values import Panel
from avionics.registry import unit
from avionics.targets.grafana.layout import GridPos
from avionics.targets.grafana.links import panel_links
from avionics.targets.grafana.modern import Json


class Kind(Protocol):
    """What a module of `kinds` offers; it is named as the kind is."""

    def prototype(self) -> Json:
        """What all panels of the kind share: made once, never changed."""

    def fill(self, panel: Panel) -> Json:
        """The keys that this panel has for itself, besides id, place, title, description and links."""


def compiled(panel: Panel, identity: int, place: GridPos) -> Json:
    """The panel, with its id and its place on the grid."""
    kind = cast("Kind", unit("targets/grafana/kinds", panel.kind))
    made = {**kind.prototype(), **kind.fill(panel), "gridPos": place, "id": identity, "title": panel.title}
    if panel.description:
        made["description"] = panel.description
    if panel.links:
        made["links"] = panel_links(panel.links)
    return made
