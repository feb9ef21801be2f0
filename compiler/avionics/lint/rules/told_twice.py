"""A failure is told by one service."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from avionics.finding import Label
from avionics.lint.engine import Problem, rule
from avionics.lint.watching import Form, form
from avionics.model.watched import Watched, Watches

_HELP = "keep the one whose team can act on it, or narrow each to what is its own; at stage shadow one may be tried"


class _Place(Struct, frozen=True):
    """Which service watches it, and as what."""

    service: str
    watched: Watched


@rule("warning", "no two services alert on the same condition in one environment")
def check(watches: Watches) -> Iterator[Problem]:
    """Looks at alerts and objectives that tell somebody; one service may tell in two ways of what it watches."""
    first: dict[tuple[Form, str], _Place] = {}
    for meant, place in _places(watches):
        of_each = [(name, first.setdefault((meant, name), place)) for name in place.watched.environments]
        others = [(name, earlier) for name, earlier in of_each if earlier.service != place.service]
        if others:
            earlier = others[0][1]
            yield _problem(place, earlier, [name for name, one in others if one is earlier])


def _places(watches: Watches) -> Iterator[tuple[Form, _Place]]:
    """Everything whose meaning is certain, by the names of services and then as written."""
    for service, all_watched in watches.services.items():
        for watched in all_watched:
            meant = form(watched)
            if meant is not None:
                yield meant, _Place(service, watched)


def _problem(place: _Place, earlier: _Place, environments: list[str]) -> Problem:
    watched, known = place.watched, earlier.watched
    verb, what = ("fires on", "alert") if isinstance(watched.condition, str) else ("measures", "objective")
    message = (
        f"{watched.name} {verb} what {known.name} of {earlier.service} {verb}: "
        f"in {', '.join(environments)} one failure is told twice"
    )
    return Problem(watched.where.at("name"), message, _HELP, also=(Label(known.where.at("name"), f"the {what} there"),))
