"""Lines over time."""

from __future__ import annotations

from avionics.model.cockpit import WrittenPanel
from avionics.panels.described import Edit, described
from avionics.plan.values import Panel, Threshold


def panel(written: WrittenPanel, key: str, edit: Edit, thresholds: tuple[Threshold, ...]) -> Panel:
    """The panel as written, half as wide as the cockpit where no size is given."""
    return described(written, key, edit, thresholds, width=12, height=8)
