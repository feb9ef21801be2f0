"""Routes that ask for a label which series bring along, such as `namespace =~ "shop-.*"`: whom do they take?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from avionics.load.routes_before import matchers
from avionics.model.project import Pairs
from avionics.plan.taken import example
from avionics.source import verbatim


class Wanted(Struct, frozen=True):
    """What a route asks for: the labels that it names, and a value of each that it would take."""

    names: frozenset[str]
    values: Pairs


def wanted(config: str) -> Iterator[Wanted]:
    """Of each route below the root; what is below it in its turn only says who is told in the end."""
    for route in verbatim.load(config)["route"].get("routes") or ():
        asked = [*matchers(route)]
        values = ((one.label, example(one)) for one in asked)
        yield Wanted(frozenset(one.label for one in asked), tuple((name, value) for name, value in values if value))
