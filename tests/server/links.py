"""Where the links of a delivered alert lead, held against what was compiled and written."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from server.webhook import Notice

HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)
DATA_VIEW = re.compile(r"\b(?:dataViewId|index):(?:'([^']*)'|([^,)]*))")


def assert_playbook(url: str, published: str, playbooks: Path) -> None:
    """The page is there, and the heading that the anchor names."""
    address, _, anchor = url.partition("#")
    before, _, after = published.replace("{path}", "{page}").partition("{page}")
    assert address.startswith(before), f"{url} is not where playbooks are published"
    assert address.endswith(after), f"{url} is not where playbooks are published"
    page = address[len(before) : len(address) - len(after)].removesuffix(".md")
    file = playbooks / f"{page}.md"
    assert file.is_file(), f"{url}: no {file}"
    anchors = {slug(heading) for heading in HEADING.findall(file.read_text("utf-8"))}
    assert not anchor or anchor in anchors, f"{url}: no such heading, but {sorted(anchors)}"


def slug(heading: str) -> str:
    """The anchor of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def assert_dashboard(url: str, grafana: str, dashboards: Path, notice: Notice) -> None:
    """The dashboard, the panel and the variables are there, and the variables have the alert's values."""
    address = urlsplit(url)
    assert url.startswith(f"{grafana}/d/"), f"{url} is not in {grafana}"
    uid = unquote(address.path.rpartition("/d/")[2].partition("/")[0])
    dashboard = dashboard_of(uid, dashboards)
    known = {variable["name"]: variable for variable in dashboard["templating"]["list"]}
    given = parse_qsl(address.query, keep_blank_values=True)
    panel = int(dict(given)["viewPanel"].removeprefix("panel-"))
    assert panel in {each["id"] for each in panels(dashboard)}, f"{url}: no panel {panel} in {uid}"
    for name, value in given:
        if name.startswith("var-"):
            assert_variable(known, name.removeprefix("var-"), value, notice)


def assert_variable(known: dict[str, Any], name: str, value: str, notice: Notice) -> None:
    """A variable of a link is one of the dashboard's, with a value that it offers or that the alert has."""
    assert name in known, f"no variable {name} in the dashboard"
    if known[name]["type"] == "custom":
        assert value in {option["value"] for option in known[name]["options"]}
    elif known[name]["type"] == "query":
        assert value == notice.labels[name]
    assert notice.labels.get(name, value) == value


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
    assert url.startswith(f"{home}/app/discover#/"), f"{url} is not Discover in {home}"
    views = {quoted or bare for quoted, bare in DATA_VIEW.findall(unquote(urlsplit(url).fragment))}
    assert len(views) == 1, f"{url}: data views {views}"
    assert views <= set(environment["dataViews"].values()), f"{url}: {views} is not declared"
