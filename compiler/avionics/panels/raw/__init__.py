"""A Grafana panel as it is, for what has no kind here."""

from __future__ import annotations

from typing import Any

from avionics.model.cockpit import WrittenPanel
from avionics.panels.described import Edit
from avionics.plan.values import Panel, Query, Threshold


def panel(written: WrittenPanel, key: str, edit: Edit, thresholds: tuple[Threshold, ...]) -> Panel:
    """The user's JSON with the environment put into its PromQL; its expressions are linted like all others."""
    del thresholds
    fields = written.fields
    raw = _edited(fields["json"], edit)
    expressions = [target["expr"] for target in raw.get("targets", []) if isinstance(target, dict) and "expr" in target]
    return Panel(
        written.where, key, "raw", written.title, str(raw.get("description", "")),
        queries=tuple(Query(expr) for expr in expressions), raw=raw,
        width=int(fields.get("width", 12)), height=int(fields.get("height", 8)),
    )  # fmt: skip


def _edited(raw: dict[str, Any], edit: Edit) -> dict[str, Any]:
    targets = raw.get("targets")
    if not isinstance(targets, list):
        return raw
    edited = [
        {**target, "expr": edit(target["expr"])}
        if isinstance(target, dict) and isinstance(target.get("expr"), str)
        else target
        for target in targets
    ]
    return {**raw, "targets": edited}
