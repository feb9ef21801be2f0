"""Routes of the platform team's part that lead nowhere, or to which every alert goes before a team is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from avionics.finding import did_you_mean
from avionics.load.routes_before import YES
from avionics.place import Route

_NARROWING = ("matchers", "match", "match_re")


def astray(data: dict[str, Any], ours: frozenset[str]) -> Iterator[tuple[Route, str, str]]:
    """The place of each in `data`, what is wrong with it, and what to do. `ours` are the receivers that we compile."""
    if not isinstance(data.get("receivers") or [], list):
        return  # said already; which receivers there are is not known
    yield from _twice(data.get("receivers"))
    names = sorted({str(name) for _, name in _named(data.get("receivers"))} | ours)
    for route, name in _receivers(data.get("route"), ("route",)):
        if name not in names:
            yield route, f"there is no receiver {name!r}", did_you_mean(name, names)
    yield from _greedy(data.get("route"))


def _named(receivers: Any) -> Iterator[tuple[int, str]]:
    for index, one in enumerate(receivers if isinstance(receivers, list) else ()):
        if isinstance(one, dict) and isinstance(one.get("name"), str):
            yield index, one["name"]


def _twice(receivers: Any) -> Iterator[tuple[Route, str, str]]:
    known: set[str] = set()
    for index, name in _named(receivers):
        if name in known:
            yield ("receivers", index, "name"), f"a second receiver {name!r}", "rename or remove one of the two"
        known.add(name)


def _receivers(node: Any, route: Route) -> Iterator[tuple[Route, str]]:
    """Each receiver that the routes below `node` name, and where."""
    if not isinstance(node, dict):
        return
    if isinstance(node.get("receiver"), str):
        yield (*route, "receiver"), node["receiver"]
    for index, inner in enumerate(_below(node)):
        yield from _receivers(inner, (*route, "routes", index))


def _greedy(root: Any) -> Iterator[tuple[Route, str, str]]:
    """Theirs are tried first, and the first that takes an alert keeps it."""
    for index, one in enumerate(_below(root)):
        if isinstance(one, dict) and not any(map(one.get, _NARROWING)) and not _goes_on(one):
            message = "every alert ends at this route, so that no team is told of any"
            yield (
                ("route", "routes", index),
                message,
                "say which alerts it takes by 'matchers', or add 'continue: true'",
            )


def _goes_on(route: dict[str, Any]) -> bool:
    return str(route.get("continue")).lower() in YES


def _below(node: Any) -> list[Any]:
    found = node.get("routes") if isinstance(node, dict) else None
    return found if isinstance(found, list) else []
