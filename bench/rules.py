"""A rule file as a server would run it: recordings in the order of what they read, each at its group's interval."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

import yaml

from bench.prometheus import BenchError, Found, Prometheus
from bench.remote import Point, Series

_UNITS = {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800, "y": 31_536_000}
_HOUR = 3_600
_NAME = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:]*")


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording rule, evaluated every `every` seconds."""

    name: str
    expr: str
    labels: dict[str, str]
    every: int


@dataclass(frozen=True, slots=True)
class Alert:
    """An alerting rule; durations in seconds."""

    name: str
    expr: str
    labels: dict[str, str]
    every: int
    wait: int
    keep: int

    @property
    def severity(self) -> str:
        """`page` or `ticket`, in whatever words the file has for it."""
        said = self.labels.get("severity") or self.labels.get("sloth_severity", "")
        return {"critical": "page", "warning": "ticket"}.get(said, said)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a file holds."""

    recordings: tuple[Recording, ...]
    alerts: tuple[Alert, ...]

    def levels(self) -> Iterator[list[Recording]]:
        """The recordings, such that each level reads only raw series and levels before it."""
        left = list(self.recordings)
        while left:
            waiting = {each.name for each in left}
            level = [each for each in left if not waiting & set(_NAME.findall(each.expr))]
            if not level:
                raise BenchError(f"recordings that read each other: {', '.join(sorted(waiting))}")
            yield level
            left = [each for each in left if each not in level]


def read(text: str, interval: int) -> Rules:
    """The rules in a Prometheus rule file; groups without an interval have the server's, in seconds."""
    recordings: list[Recording] = []
    alerts: list[Alert] = []
    for group in yaml.load(text, yaml.CSafeLoader)["groups"]:
        every = seconds(group["interval"]) if "interval" in group else interval
        for rule in group["rules"]:
            labels, expr = rule.get("labels", {}), str(rule["expr"])
            if "record" in rule:
                recordings.append(Recording(rule["record"], expr, labels, every))
            else:
                wait, keep = (seconds(rule.get(key, "0s")) for key in ("for", "keep_firing_for"))
                alerts.append(Alert(rule["alert"], expr, labels, every, wait, keep))
    return Rules(tuple(recordings), tuple(alerts))


def record(server: Prometheus, rules: Rules, start: int, end: int, missed: Container[int] = ()) -> None:
    """Evaluate every recording from `start` to `end` and store what it gives, ends of series included.

    At `missed` seconds nothing is evaluated, and nothing says that a series has ended.
    """
    for level in rules.levels():
        for rule in level:
            evaluate(server, rule, start, end, missed)


def evaluate(server: Prometheus, rule: Recording, start: int, end: int, missed: Container[int] = ()) -> None:
    """The same for one recording; what it reads must be there."""
    first = -(-start // rule.every) * rule.every
    for each in _found(server, rule, first, end):
        points = list(_ended(each.points, rule.every, end))
        labels = {**each.labels, **rule.labels, "__name__": rule.name}
        server.write([Series(labels, [point for point in points if point[0] not in missed])])


def _found(server: Prometheus, rule: Recording, first: int, end: int) -> Iterable[Found]:
    """What a rule gives at each of its evaluations.

    One that asks for the instant of its evaluation (`@ end()`) asks for no more than its full hour: then one question
    about an hour has the same answers as one about each instant of it.
    """
    if "@ end()" not in rule.expr:
        return server.range(rule.expr, first, end, rule.every)
    found: dict[str, Found] = {}
    for _, instants in groupby(range(first, end + 1, rule.every), lambda at: at // _HOUR):
        asked = [*instants]
        for each in server.range(rule.expr, asked[0], asked[-1], rule.every):
            found.setdefault(str(sorted(each.labels.items())), Found(each.labels, [])).points.extend(each.points)
    return found.values()


def _ended(points: list[tuple[int, float]], every: int, end: int) -> Iterator[Point]:
    """The points, with the staleness marker wherever the next evaluation gave nothing."""
    expected = points[0][0]
    for at, value in points:
        if at != expected:
            yield expected, None
        yield at, value
        expected = at + every
    if expected <= end:
        yield expected, None


def seconds(text: str) -> int:
    """A duration as Prometheus writes it, in seconds."""
    return round(sum(float(number) * _UNITS[unit] for number, unit in re.findall(r"([0-9.]+)(ms|[smhdwy])", text)))
