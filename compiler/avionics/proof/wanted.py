"""What a compiled alertmanager.yml holds that decides whom an alert reaches: what routes ask for, who is told."""

from __future__ import annotations

from msgspec import Struct

from avionics.load.routes_before import matchers, silent
from avionics.promql.matchers import Matcher
from avionics.source import verbatim


class Wanted(Struct, frozen=True):
    """What each route below the root asks for, and the receivers that tell nobody.

    What is below a route in its turn only says who is told in the end.
    """

    routes: tuple[tuple[Matcher, ...], ...]
    silent: frozenset[str]


def wanted(config: str) -> Wanted:
    """What it holds of these."""
    data = verbatim.load(config)
    return Wanted(tuple(tuple(matchers(route)) for route in data["route"].get("routes") or ()), silent(data))
