"""Routes of the platform team's part of alertmanager.yml: they are tried before ours."""

from __future__ import annotations

from msgspec import Struct

from avionics.place import Where
from avionics.promql.patterns.matchers import Matcher


class RouteBefore(Struct, frozen=True):
    """A route below the root, and what is below it.

    `receiver` is the one that the route above has, where it names none; it is `silent` where that tells nobody.
    `goes_on` says that what it takes is offered to the routes behind it too. `readable` is false where a matcher of it,
    or of one below, is written in a way that is not read here. `size` counts it with all below it.
    """

    where: Where
    receiver: str
    matchers: tuple[Matcher, ...]
    goes_on: bool
    readable: bool
    silent: bool
    size: int
    routes: tuple[RouteBefore, ...]
