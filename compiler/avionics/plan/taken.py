"""Alerts that a route of the platform team's part takes before their own team is asked for, as Alertmanager would."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice, takewhile

from msgspec import Struct

from avionics.conventions import names
from avionics.model.project import Pairs
from avionics.model.route_before import RouteBefore
from avionics.plan.values import PlannedAlert
from avionics.promql.matchers import Matcher
from avionics.promql.regex import RegexError
from avionics.promql.regex_reader import read

_NAME = "alertname"
_ALWAYS = (names.SERVICE, names.SEVERITY, names.STAGE, names.TEAM)
"""Labels without which no alert of ours is; of others one may have none."""
_MOST_ROUTES, _MOST_WAYS = 300, 100
"""Routes that are looked at, and values of labels that are tried: a pull request can write any number, and amtool has
the last word."""


class Taken(Struct, frozen=True):
    """An alert that ends at `route`, which tells `receivers`; `assumed` are labels that its series may bring along."""

    alert: PlannedAlert
    route: RouteBefore
    receivers: tuple[str, ...]
    assumed: Pairs = ()


def declared(alert: PlannedAlert) -> str:
    """The receiver of an alert: its team's, for its severity; that of the shadow where it wakes nobody."""
    return names.SHADOW_RECEIVER if alert.severity == "none" else names.receiver(alert.team, alert.severity)


def example(matcher: Matcher) -> str:
    """A value that is taken; "" where there is none but that of a label that is not there."""
    if matcher.operator == "=~":
        try:
            return next(filter(None, read(matcher.text).examples()), "")
        except RegexError:
            return ""
    return matcher.text if matcher.operator == "=" else ""


def taken(alerts: Iterable[PlannedAlert], routes: tuple[RouteBefore, ...]) -> Iterator[Taken]:
    """Each alert that never reaches the receiver it declares, the first way in which that happens.

    Routes behind one that is not read are not judged: it may take the alert to where it is to go.
    """
    asked = [alert for alert in alerts if not alert.draft]
    near = _near(asked, tuple(islice(takewhile(lambda route: route.readable, routes), _MOST_ROUTES)))
    for alert in asked if near else ():
        yield from _first(alert, near)


def _first(alert: PlannedAlert, routes: list[RouteBefore]) -> list[Taken]:
    """As it is written; and for each route that asks for a label of its series, with one that the route takes."""
    labels = {**dict(alert.labels), _NAME: alert.name}
    ways = [(), *(_assumed(alert, route) for route in routes)] if alert.by else [()]
    for assumed in islice(dict.fromkeys(ways), _MOST_WAYS):
        stopped, receivers = _told({**labels, **dict(assumed)}, routes)
        if stopped and declared(alert) not in receivers:
            return [Taken(alert, stopped, receivers, assumed)]
    return []


def _assumed(alert: PlannedAlert, route: RouteBefore) -> Pairs:
    values = ((one.label, example(one)) for one in route.matchers if one.label in alert.by)
    return tuple((label, value) for label, value in values if value)


def _told(labels: Mapping[str, str], routes: list[RouteBefore]) -> tuple[RouteBefore | None, tuple[str, ...]]:
    """The route at which an alert ends before it comes to ours, if one does, and whom it reaches."""
    receivers: list[str] = []
    for route in routes:
        reached = _reached(labels, route)
        receivers += reached
        if reached and not route.goes_on:
            return route, tuple(dict.fromkeys(receivers))
    return None, ()


def _reached(labels: Mapping[str, str], route: RouteBefore) -> list[str]:
    """The receivers by way of a route, which tells its own where none below it takes the alert; none is no match."""
    if not _takes(labels, route):
        return []
    found: list[str] = []
    for below in route.routes:
        reached = _reached(labels, below)
        found += reached
        if reached and not below.goes_on:
            break
    return found or [route.receiver]


def _takes(labels: Mapping[str, str], route: RouteBefore) -> bool:
    return all(_matches(one, labels.get(one.label, "")) for one in route.matchers)


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
    brought = {label for alert in alerts for label in alert.by}
    return [
        route for route in near if all(one.label in brought or _met(one, values[one.label]) for one in route.matchers)
    ]


def _met(matcher: Matcher, values: Iterable[str]) -> bool:
    return any(_matches(matcher, value) for value in values)
