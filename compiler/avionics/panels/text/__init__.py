"""Text in Markdown."""

from __future__ import annotations

from avionics.model.cockpit import WrittenPanel
from avionics.panels.described import Edit
from avionics.plan.values import Panel, Threshold


def panel(written: WrittenPanel, key: str, edit: Edit, thresholds: tuple[Threshold, ...]) -> Panel:
    """The text as written; it has no queries to edit and no thresholds."""
    del edit, thresholds
    fields = written.fields
    return Panel(
        written.where, key, "text", written.title, "",
        markdown=fields["markdown"], width=int(fields.get("width", 12)), height=int(fields.get("height", 6)),
    )  # fmt: skip
