"""One big number."""

from __future__ import annotations

from avionics.model.cockpit import WrittenPanel
from avionics.panels.described import Edit, described
from avionics.plan.values import Panel, Threshold


def panel(written: WrittenPanel, key: str, edit: Edit, thresholds: tuple[Threshold, ...]) -> Panel:
    """The panel as written, four in a line where no size is given."""
    return described(written, key, edit, thresholds, width=6, height=5, instant=True)
