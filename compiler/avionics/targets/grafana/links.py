"""Links of a dashboard and of its panels."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from avionics.model.service import Link
from avionics.targets.grafana.modern import Json
from avionics.targets.grafana.vocabulary import word

_DASHBOARD = "/d/"


def dashboard_links(switches: Iterable[Link], links: Iterable[Link]) -> list[Json]:
    """The links above a dashboard: to itself in each environment, and those of the service.

    Grafana hangs time and variables on the end of an address. Another dashboard understands them; any other
    address could break, most of all one with a fragment, such as a view of the logs.
    """
    return [
        *map(_switch, switches),
        *(_inside(link) if link.url.startswith(_DASHBOARD) else _outside(link) for link in links),
    ]


def panel_links(links: Iterable[Link]) -> list[Json]:
    """The links of a panel."""
    return [
        {"targetBlank": not link.url.startswith(_DASHBOARD), "title": link.title, "url": link.url} for link in links
    ]


def _switch(link: Link) -> Json:
    """The time stays, and the variables are those of the link."""
    return {**_prototype("dashboard"), "keepTime": True, "targetBlank": False, "title": link.title, "url": link.url}


def _inside(link: Link) -> Json:
    return {
        **_prototype("dashboard"),
        "includeVars": "${__all_variables}" not in link.url,
        "keepTime": "${__url_time_range}" not in link.url,
        "targetBlank": False,
        "title": link.title,
        "url": link.url,
    }


def _outside(link: Link) -> Json:
    return {**_prototype("external link"), "title": link.title, "url": link.url}


@cache
def _prototype(icon: str) -> Json:
    return word("DashboardLink", type="link", icon=icon, keepTime=False, targetBlank=True)
