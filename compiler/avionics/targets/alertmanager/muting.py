"""Times in which routes of the platform team's part are muted, or tell: Alertmanager refuses unknown ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from avionics.finding import did_you_mean
from avionics.place import Route
from avionics.source.unchecked import named
from avionics.targets.alertmanager.astray import routes

_DECLARED = ("time_intervals", "mute_time_intervals")
"""The second is the older name of the first."""
_USED = ("mute_time_intervals", "active_time_intervals")


def undeclared(data: dict[str, Any]) -> Iterator[tuple[Route, str, str]]:
    """The place of each in `data`, what is wrong with it, and what to do."""
    names = sorted({name for key in _DECLARED for _, name in named(data, key)})
    for route, name in _used(data):
        if name not in names:
            yield route, f"there is no time interval {name!r}", did_you_mean(name, names)


def _used(data: dict[str, Any]) -> Iterator[tuple[Route, str]]:
    """Each interval that a route names, and where."""
    for route, node in routes(data):
        for key in _USED:
            found = node.get(key)
            for index, name in enumerate(found if isinstance(found, list) else ()):
                if isinstance(name, str):
                    yield (*route, key, index), name
