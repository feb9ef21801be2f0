"""Routes of the platform team's part that lead nowhere, or to which every alert goes before a team is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from avionics.finding import did_you_mean
from avionics.load.routes_before import goes_on
from avionics.place import Route
from avionics.source.unchecked import mappings, named

_NARROWING = ("matchers", "match", "match_re")


def astray(data: dict[str, Any], ours: frozenset[str]) -> Iterator[tuple[Route, str, str]]:
    """The place of each in `data`, what is wrong with it, and what to do. `ours` are the receivers that we compile."""
    if not isinstance(data.get("receivers") or [], list):
        return  # said already; which receivers there are is not known
    yield from _twice(data)
    names = sorted({name for _, name in named(data, "receivers")} | ours)
    for route, node in routes(data):
        name = node.get("receiver")
        if isinstance(name, str) and name not in names:
            yield (*route, "receiver"), f"there is no receiver {name!r}", did_you_mean(name, names)
    yield from _greedy(data.get("route"))


def routes(data: dict[str, Any]) -> Iterator[tuple[Route, dict[str, Any]]]:
    """Every route in `data`, the root first, and where it is."""
    root = data.get("route")
    return _from(root, ("route",)) if isinstance(root, dict) else iter(())


def _from(node: dict[str, Any], route: Route) -> Iterator[tuple[Route, dict[str, Any]]]:
    yield route, node
    for index, below in mappings(node, "routes"):
        yield from _from(below, (*route, "routes", index))


def _twice(data: dict[str, Any]) -> Iterator[tuple[Route, str, str]]:
    known: set[str] = set()
    for index, name in named(data, "receivers"):
        if name in known:
            yield ("receivers", index, "name"), f"a second receiver {name!r}", "rename or remove one of the two"
        known.add(name)


def _greedy(root: Any) -> Iterator[tuple[Route, str, str]]:
    """Theirs are tried first, and the first that takes an alert keeps it."""
    for index, one in mappings(root, "routes"):
        if not any(map(one.get, _NARROWING)) and not goes_on(one):
            message = "every alert ends at this route, so that no team is told of any"
            help_ = "say which alerts it takes by 'matchers', or add 'continue: true'"
            yield ("route", "routes", index), message, help_
