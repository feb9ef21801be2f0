"""What the panel kinds share: fields of a written panel to a planned one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from avionics.model.cockpit import WrittenPanel
from avionics.plan.values import Panel, Query, Threshold

Edit = Callable[[str], str]


def queries(fields: dict[str, Any], edit: Edit, *, instant: bool = False) -> tuple[Query, ...]:
    """The `expr` or the `queries` of a panel, with the environment put in."""
    written = fields.get("queries") or ([fields] if "expr" in fields else [])
    return tuple(Query(edit(query["expr"].strip()), query.get("legend", ""), instant) for query in written)


def thresholds(fields: dict[str, Any], otherwise: tuple[Threshold, ...]) -> tuple[Threshold, ...]:
    """The thresholds as written, lowest first; before them green, or red where green comes with more."""
    if "thresholds" not in fields:
        return otherwise
    steps = sorted(fields["thresholds"], key=lambda step: float(step["value"]))
    base = "red" if steps[0]["color"] == "green" else "green"
    return (Threshold(None, base), *(Threshold(step["value"], step["color"]) for step in steps))


def described(
    written: WrittenPanel,
    key: str,
    edit: Edit,
    otherwise: tuple[Threshold, ...],
    *,
    width: int,
    height: int,
    instant: bool = False,
) -> Panel:
    """A panel that shows queries."""
    fields = written.fields
    return Panel(
        where=written.where,
        key=key,
        kind=written.kind,
        title=written.title,
        description=fields.get("description", ""),
        queries=queries(fields, edit, instant=instant),
        unit=fields.get("unit", "short"),
        minimum=fields.get("min"),
        maximum=fields.get("max"),
        thresholds=thresholds(fields, otherwise),
        alerts=(written.alert,) if written.alert else (),
        width=int(fields.get("width", width)),  # 12.0 is an integer too, says JSON Schema
        height=int(fields.get("height", height)),
    )
