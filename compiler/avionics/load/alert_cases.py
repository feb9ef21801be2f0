"""The cases an alert was written with."""

from __future__ import annotations

from typing import Any

from avionics.load.project import pairs
from avionics.model.alert import AlertCase, Firing
from avionics.place import Where
from avionics.promql.duration import seconds

INTERVAL = "1m"


def alert_case(data: dict[str, Any], where: Where) -> AlertCase:
    """A case as the schema has found it to be."""
    return AlertCase(
        where=where,
        name=data["name"],
        environment=data.get("environment", ""),
        interval=seconds(data.get("interval", INTERVAL)),
        series=tuple(data["series"].items()),
        fires=tuple(_firing(entry, where.at("fires", index)) for index, entry in enumerate(data.get("fires", ()))),
        silent=tuple(map(seconds, data.get("silent", ()))),
    )


def _firing(entry: Any, where: Where) -> Firing:
    """One alert that fires: a time, or a time and labels."""
    if isinstance(entry, str):
        return Firing(where, seconds(entry))
    return Firing(where, seconds(entry["at"]), pairs(entry.get("labels", {})))
