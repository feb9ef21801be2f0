"""Alerts that a route of the platform team's part takes before their own team is asked for, as Alertmanager would."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice, takewhile

from msgspec import Struct

from avionics.conventions import names
from avionics.model.project import Pairs
from avionics.model.route_before import RouteBefore
from avionics.model.service import Service
from avionics.plan.routes.brought import brought
from avionics.plan.values import PlannedAlert
from avionics.promql.patterns.matchers import Matcher
from avionics.promql.patterns.regex import RegexError

_NAME = "alertname"
_ALWAYS = (names.SERVICE, names.SEVERITY, names.STAGE, names.TEAM)
"""Labels without which no alert of ours is; of others one may have none."""
_MOST_ROUTES, _MOST_WAYS = 300, 100
"""Routes that are looked at, with those below them, and values of labels that are tried: a pull request can write any
number, and amtool has the last word."""


class Taken(Struct, frozen=True):
    """An alert that ends at `route`, which tells `receivers`; `assumed` are labels that its series may bring along."""

    alert: PlannedAlert
    route: RouteBefore
    receivers: tuple[str, ...]
    assumed: Pairs


def declared(alert: PlannedAlert) -> str:
    """The receiver of an alert: its team's, for its severity; that of the shadow where it wakes nobody."""
    return names.SHADOW_RECEIVER if alert.severity == "none" else names.receiver(alert.team, alert.severity)


def reaches(alert: PlannedAlert, receivers: Iterable[str], silent: Collection[str]) -> bool:
    """Whether an alert that is brought to these is where it is to go: one that wakes nobody may end where nobody is
    told, as `null` is the usual receiver of `severity="none"`.
    """
    told = tuple(receivers)
    return declared(alert) in told or (alert.severity == "none" and all(name in silent for name in told))


def taken(service: Service, alerts: Iterable[PlannedAlert], routes: tuple[RouteBefore, ...]) -> Iterator[Taken]:
    """Each alert of a service that never reaches the receiver it declares, the first way in which that happens.

    Routes behind one that is not read are not judged: it may take the alert to where it is to go.
    """
    asked = [alert for alert in alerts if not alert.draft]
    near = _near(asked, tuple(_looked_at(routes)))
    for alert in asked if near else ():
        yield from _first(service, alert, near)


def _looked_at(routes: tuple[RouteBefore, ...]) -> Iterator[RouteBefore]:
    left = _MOST_ROUTES
    for route in takewhile(lambda route: route.readable, routes):
        left -= route.size
        if left < 0:
            return
        yield route


def _first(service: Service, alert: PlannedAlert, routes: list[RouteBefore]) -> list[Taken]:
    """As it is written; and for each route that asks for a label of its series, with one that the route takes."""
    labels = {**dict(alert.labels), _NAME: alert.name}
    ways = [(), *(brought(service, alert, route.matchers) for route in routes)] if alert.by else [()]
    for assumed in islice(dict.fromkeys(ways), _MOST_WAYS):
        stopped, told = _told({**labels, **dict(assumed)}, routes)
        receivers = tuple(dict.fromkeys(route.receiver for route in told))
        if stopped and not reaches(alert, receivers, {route.receiver for route in told if route.silent}):
            return [Taken(alert, stopped, receivers, assumed)]
    return []


def _told(labels: Mapping[str, str], routes: list[RouteBefore]) -> tuple[RouteBefore | None, list[RouteBefore]]:
    """The route at which an alert ends before it comes to ours, if one does, and those whose receivers are told."""
    told: list[RouteBefore] = []
    for route in routes:
        reached = _reached(labels, route)
        told += reached
        if reached and not route.goes_on:
            return route, told
    return None, []


def _reached(labels: Mapping[str, str], route: RouteBefore) -> list[RouteBefore]:
    """Those that tell their receivers: a route, where none below it takes the alert; none is no match."""
    if not all(_matches(one, labels.get(one.label, "")) for one in route.matchers):
        return []
    found: list[RouteBefore] = []
    for below in route.routes:
        reached = _reached(labels, below)
        found += reached
        if reached and not below.goes_on:
            break
    return found or [route]


@lru_cache(maxsize=4096)
def _matches(matcher: Matcher, value: str) -> bool:
    """What takes longer than the names that people write matches nothing."""
    try:
        return matcher.matches(value)
    except RegexError:
        return False


def _near(alerts: list[PlannedAlert], routes: tuple[RouteBefore, ...]) -> list[RouteBefore]:
    """The routes that may take one of the alerts: what asks for a value that none of them has is far."""
    values: defaultdict[str, set[str]] = defaultdict(lambda: {""})
    values[_NAME] = {alert.name for alert in alerts}
    near = [route for route in routes if all(_met(one, values[_NAME]) for one in route.matchers if one.label == _NAME)]
    if near:
        values.update((name, set()) for name in _ALWAYS)
        for name, value in frozenset[tuple[str, str]]().union(*(alert.labels for alert in alerts)):
            values[name].add(value)
    carried = {label for alert in alerts for label in alert.by}
    return [
        route for route in near if all(one.label in carried or _met(one, values[one.label]) for one in route.matchers)
    ]


def _met(matcher: Matcher, values: Iterable[str]) -> bool:
    return any(_matches(matcher, value) for value in values)
