"""A Grafana panel as it is, for what has no kind here."""

from __future__ import annotations

from avionics.model.cockpit import WrittenPanel
from avionics.panels.described import Edit
from avionics.plan.values import Panel, Query, Threshold


def panel(written: WrittenPanel, key: str, edit: Edit, thresholds: tuple[Threshold, ...]) -> Panel:
    """The user's JSON with the environment put into its PromQL; its expressions are linted like all others."""
    del thresholds
    fields, json = written.fields, written.fields["json"]
    asked = [{**one, "expr": edit(one["expr"])} if "expr" in one else one for one in json.get("targets", ())]
    return Panel(
        written.where, key, "raw", written.title, str(json.get("description", "")),
        queries=tuple(Query(one["expr"]) for one in asked if "expr" in one),
        raw={**json, "targets": asked} if asked else json,
        width=int(fields.get("width", 12)), height=int(fields.get("height", 8)),
    )  # fmt: skip
