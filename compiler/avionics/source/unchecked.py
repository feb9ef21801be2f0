"""Data that no schema has looked at, as in files of other programs: what is of another shape is passed over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from avionics.place import Route


def mappings(data: Any, key: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The mappings in the list that `data` holds below a key, each with its place in that."""
    found = data.get(key) if isinstance(data, dict) else None
    for index, one in enumerate(found if isinstance(found, list) else ()):
        if isinstance(one, dict):
            yield index, one


def named(data: Any, key: str) -> Iterator[tuple[int, str]]:
    """Their names, of those that have one."""
    return ((index, one["name"]) for index, one in mappings(data, key) if isinstance(one.get("name"), str))


def inside(data: Any, route: Route = ()) -> Iterator[tuple[Route, Any]]:
    """`data` and every value below it, each with the keys that lead to it."""
    yield route, data
    for step, below in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from inside(below, (*route, step))
