"""The rules of one objective in the order they are evaluated, each with what it reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from math import gcd
from typing import Any

from msgspec import Struct

from avionics.conventions import names
from avionics.model.project import Pairs
from avionics.plan.values import Group, PlannedAlert, Recording
from avionics.promql.syntax.fault import PromqlError
from avionics.promql.syntax.parse import parse, walk
from avionics.promql.text.duration import seconds
from avionics.replay.refused import NotReplayed

MOST_OPERATORS = 2_000
"""In a compiled rule: five years of weeks are three for each, and a composite holds the rules of its parts."""


class Rule(Struct, frozen=True):
    """A rule as parsed: `number` is its place among all, `interval` that of its group; `reads` are metrics."""

    planned: Recording | PlannedAlert
    tree: Any
    number: int
    interval: int
    reads: frozenset[str]


class Rulebook(Struct, frozen=True):
    """The recordings of the objective `name`, `service/slo`, by metric; its burn-rate alerts by their long window."""

    name: str
    recordings: Mapping[str, Rule]
    alerts: Mapping[str, Rule]

    @property
    def step(self) -> int:
        """Seconds between the instants at which some rule is evaluated."""
        return reduce(gcd, (rule.interval for rule in self.rules()))

    def rules(self) -> Iterator[Rule]:
        """All of them."""
        yield from self.recordings.values()
        yield from self.alerts.values()

    def is_source(self, metric: str) -> bool:
        """Whether `metric` is a recording that looks at series which are not recorded here."""
        return not self.recordings[metric].reads <= self.recordings.keys()

    def counts_samples(self) -> bool:
        """Whether events are samples of gauges, one for each series and scrape, and not what counters count."""
        trees = (self.recordings[metric].tree for metric in self.recordings if self.is_source(metric))
        calls = (node for tree in trees for node in walk(tree) if type(node).__name__ == "Call")
        return any(call.func.name == "count_over_time" for call in calls)

    def needed(self, rules: Iterable[Rule]) -> tuple[str, ...]:
        """The metrics that `rules` are made of, sources included, each after those it reads itself."""
        order: dict[str, None] = {}
        for rule in rules:
            for metric in sorted(rule.reads & self.recordings.keys()):
                if metric not in order:
                    order.update(dict.fromkeys(self.made((metric,))))
        return tuple(order)

    def everything(self) -> tuple[str, ...]:
        """Every metric, each after those it is made of."""
        return self.made(self.recordings)

    def made(self, metrics: Iterable[str]) -> tuple[str, ...]:
        """These metrics and those they are made of, each after those it reads itself."""
        order: dict[str, None] = {}
        for metric in metrics:
            order.update(dict.fromkeys((*self.needed((self.recordings[metric],)), metric)))
        return tuple(order)

    def of_other(self, name: str) -> frozenset[str]:
        """The metrics of the objective `name` that these recordings read."""
        read = (metric for rule in self.recordings.values() for metric in rule.reads)
        return frozenset(metric.removeprefix(f"{name}/") for metric in read if metric.startswith(f"{name}/"))


def rulebook(groups: Iterable[Group], name: str) -> Rulebook:
    """The rules of the objective `name` (`service/slo`) among the groups of its service, in their order.

    Raises:
        NotReplayed: one is no PromQL.
    """
    slo = name.rpartition("/")[2]
    recordings: dict[str, Rule] = {}
    alerts: dict[str, Rule] = {}
    in_order = ((group.interval, planned) for group in groups for planned in group.rules)
    for number, (interval, planned) in enumerate(in_order):
        if isinstance(planned, Recording):
            if dict(planned.labels).get(names.SLO) == slo:
                recordings[planned.record] = _rule(planned, number, interval, name)
        elif planned.slo == slo and planned.window:
            alerts[planned.window] = _rule(planned, number, interval, name)
    return Rulebook(name, recordings, alerts)


def _rule(planned: Recording | PlannedAlert, number: int, interval: int, own: str) -> Rule:
    try:
        tree = parse(planned.expr, MOST_OPERATORS)
    except PromqlError as fault:
        raise NotReplayed(f"its PromQL ({fault})") from None
    found = (selector(node, own) for node in walk(tree) if type(node).__name__ == "VectorSelector")
    return Rule(planned, tree, number, interval, frozenset(found))


def selector(node: Any, own: str = "") -> str:
    """The metric a selector reads, "" where it names none before its braces; with the name of its objective in front
    where that is another than `own`.
    """
    labels = apart(node, own) if own else ()
    return "/".join([*(value for _, value in labels), node.name or ""])


def apart(node: Any, own: str) -> Pairs:
    """What tells the series that a selector reads from those of the objective `own`: its service and its name.

    Nothing where they are its own, or no recordings.
    """
    written = {matcher.name: matcher.value for matcher in node.matchers.matchers}
    service, slo = written.get(names.SERVICE), written.get(names.SLO)
    if not (service and slo) or own == f"{service}/{slo}":
        return ()
    return ((names.SERVICE, service), (names.SLO, slo))


def part(metric: str) -> tuple[str, int]:
    """A source's prefix, for errors or for events, and the seconds of its window.

    Raises:
        ValueError: `metric` is no pair of errors and events.
    """
    for prefix in (names.ERRORS, names.TOTAL):
        if metric.startswith(prefix):
            return prefix, seconds(metric.removeprefix(prefix))
    raise ValueError(metric)
