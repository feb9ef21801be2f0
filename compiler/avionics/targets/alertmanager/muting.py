"""Times in which routes of the platform team's part are muted, or tell: Alertmanager refuses unknown ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from avionics.finding import did_you_mean
from avionics.place import Route

_DECLARED = ("time_intervals", "mute_time_intervals")
"""The second is the older name of the first."""
_USED = ("mute_time_intervals", "active_time_intervals")


def undeclared(data: dict[str, Any]) -> Iterator[tuple[Route, str, str]]:
    """The place of each in `data`, what is wrong with it, and what to do."""
    names = sorted({one for key in _DECLARED for one in _names(data.get(key))})
    for route, name in _used(data.get("route"), ("route",)):
        if name not in names:
            yield route, f"there is no time interval {name!r}", did_you_mean(name, names)


def _names(intervals: Any) -> Iterator[str]:
    for one in intervals if isinstance(intervals, list) else ():
        if isinstance(one, dict) and isinstance(one.get("name"), str):
            yield one["name"]


def _used(node: Any, route: Route) -> Iterator[tuple[Route, str]]:
    """Each interval that the routes from `node` on name, and where."""
    if not isinstance(node, dict):
        return
    for key in _USED:
        for index, name in enumerate(_list(node, key)):
            if isinstance(name, str):
                yield (*route, key, index), name
    for index, inner in enumerate(_list(node, "routes")):
        yield from _used(inner, (*route, "routes", index))


def _list(node: dict[str, Any], key: str) -> list[Any]:
    found = node.get(key)
    return found if isinstance(found, list) else []
