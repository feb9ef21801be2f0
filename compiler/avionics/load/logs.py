"""Where to look in the logs, as services, objectives and alerts say it."""

from __future__ import annotations

from typing import Any

from avionics.load.project import pairs
from avionics.model.logs import Logs
from avionics.place import Where


def logs(data: dict[str, Any], where: Where) -> Logs:
    """A view of the logs, or a dashboard of Kibana."""
    return Logs(
        where=where,
        data_view=data.get("dataView", ""),
        query=data.get("query", ""),
        columns=tuple(data.get("columns", ())),
        labels=pairs(data.get("labels", {})),
        discover=data.get("discover", ""),
        dashboard=data.get("dashboard", ""),
    )


def own_logs(data: dict[str, Any], where: Where) -> Logs | None:
    """The logs that an objective or an alert names; None where those of its service are meant."""
    return logs(data["logs"], where.at("logs")) if "logs" in data else None
