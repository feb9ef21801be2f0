"""Where the links of a delivered alert lead, held against what was compiled and written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from server.webhook import Notice
from system import addresses


def assert_dashboard(url: str, grafana: str, dashboards: Path, notice: Notice) -> None:
    """The dashboard, the panel and the variables are there, and the variables have the alert's values."""
    opened = addresses.dashboard(url)
    assert opened.home == grafana, f"{url} is not in {grafana}"
    dashboard = dashboard_of(opened.uid, dashboards)
    known = {variable["name"]: variable for variable in dashboard["templating"]["list"]}
    assert opened.panel in {each["id"] for each in panels(dashboard)}, f"{url}: no panel {opened.panel} in {opened.uid}"
    for name, value in opened.variables:
        assert_variable(known, name, value, notice)


def assert_variable(known: dict[str, Any], name: str, value: str, notice: Notice) -> None:
    """A variable of a link is one of the dashboard's, with a value that it offers or that the alert has."""
    assert name in known, f"no variable {name} in the dashboard"
    if known[name]["type"] == "custom":
        assert value in {option["value"] for option in known[name]["options"]}, f"{name} does not offer {value}"
    elif known[name]["type"] == "query":
        assert name in notice.labels, f"the alert has no label {name} for the variable of that name"
    assert notice.labels.get(name, value) == value, f"{name} of the link is {value}, not what the alert says"


def dashboard_of(uid: str, dashboards: Path) -> dict[str, Any]:
    """The one compiled dashboard with a uid."""
    read = (json.loads(file.read_text("utf-8")) for file in sorted(dashboards.rglob("*.json")))
    (found,) = [dashboard for dashboard in read if dashboard["uid"] == uid]
    return dict(found)


def panels(dashboard: dict[str, Any]) -> list[dict[str, Any]]:
    """All panels, also those in collapsed rows."""
    return [one for each in dashboard["panels"] for one in (each, *each.get("panels", ()))]


def assert_logs(url: str, environment: dict[str, Any]) -> None:
    """The link is in the environment's Kibana and space, and its data view is one declared there."""
    kibana = environment["kibana"]
    home = kibana["url"] + (f"/s/{kibana['space']}" if "space" in kibana else "")
    opened = addresses.logs(url)
    assert opened.home == home, f"{url} is not in {home}"
    assert opened.kind == "data view", f"{url} opens a {opened.kind}, not lines of a data view"
    assert opened.id in environment["dataViews"].values(), f"{url}: {opened.id} is not declared"
