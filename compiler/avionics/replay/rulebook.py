"""The rules of one objective in the order they are evaluated, each with what it reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from math import gcd
from typing import Any

from msgspec import Struct

from avionics.conventions import names
from avionics.plan.values import Group, PlannedAlert, Recording
from avionics.promql.duration import seconds
from avionics.promql.parse import parse, walk

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
    """The recordings of an objective by metric, and its burn-rate alerts by their long window."""

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
        return any(_calls(node, "count_over_time") for tree in trees for node in walk(tree))

    def needed(self, rules: Iterable[Rule]) -> tuple[str, ...]:
        """The metrics that `rules` are made of, sources included, each after those it reads itself."""
        order: dict[str, None] = {}
        for rule in rules:
            for metric in sorted(rule.reads & self.recordings.keys()):
                if metric not in order:
                    below = () if self.is_source(metric) else self.needed((self.recordings[metric],))
                    order.update(dict.fromkeys((*below, metric)))
        return tuple(order)

    def everything(self) -> tuple[str, ...]:
        """Every metric, each after those it is made of."""
        order: dict[str, None] = {}
        for metric, rule in self.recordings.items():
            order.update(dict.fromkeys((*(() if self.is_source(metric) else self.needed((rule,))), metric)))
        return tuple(order)


def rulebook(groups: Iterable[Group], slo: str) -> Rulebook:
    """The rules of the objective `slo` among the groups of its service, in their order."""
    recordings: dict[str, Rule] = {}
    alerts: dict[str, Rule] = {}
    in_order = ((group.interval, planned) for group in groups for planned in group.rules)
    for number, (interval, planned) in enumerate(in_order):
        if isinstance(planned, Recording):
            if dict(planned.labels).get(names.SLO) == slo:
                recordings[planned.record] = _rule(planned, number, interval, slo)
        elif planned.slo == slo and planned.window:
            alerts[planned.window] = _rule(planned, number, interval, slo)
    return Rulebook(recordings, alerts)


def _rule(planned: Recording | PlannedAlert, number: int, interval: int, slo: str) -> Rule:
    tree = parse(planned.expr, MOST_OPERATORS)
    found = (selector(node, slo) for node in walk(tree) if type(node).__name__ == "VectorSelector")
    return Rule(planned, tree, number, interval, frozenset(found))


def _calls(node: Any, function: str) -> bool:
    return type(node).__name__ == "Call" and node.func.name == function


def selector(node: Any, slo: str = "") -> str:
    """The metric a selector reads; with the name of its objective in front where that is not `slo`."""
    other = next((matcher.value for matcher in node.matchers.matchers if matcher.name == names.SLO), slo)
    return node.name if other == slo or not slo else f"{other}/{node.name}"


def part(metric: str) -> tuple[str, int]:
    """A source's prefix, for errors or for events, and the seconds of its window.

    Raises:
        ValueError: `metric` is no pair of errors and events.
    """
    for prefix in (names.ERRORS, names.TOTAL, names.VARIANCE):
        if metric.startswith(prefix):
            return prefix, seconds(metric.removeprefix(prefix))
    raise ValueError(metric)
