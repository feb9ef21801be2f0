"""The rules a proof needs: what an alert reads, what that reads, and so on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from avionics.model.project import Pairs
from avionics.plan.values import Group, PlannedAlert, Recording
from avionics.promql.patterns.matchers import matchers
from avionics.promql.text.tokens import Token, tokens
from avionics.promql.text.tokens import selectors as selectors_of

Rule = Recording | PlannedAlert


def name_of(rule: Rule) -> str:
    """The name of a rule: of what it records, or of the alert."""
    return rule.name if isinstance(rule, PlannedAlert) else rule.record


Wanted = tuple[str, Pairs]
"""A metric that an expression reads, and the labels it asks to be equal."""


@lru_cache(maxsize=4096)
def reads(expr: str) -> frozenset[Wanted]:
    """The series an expression reads."""
    return frozenset((one.name, _equal(expr[one.start : one.end])) for one in selectors_of(expr))


def _equal(selector: str) -> Pairs:
    return tuple((matcher.label, matcher.text) for matcher in matchers(selector) if matcher.operator == "=")


@lru_cache(maxsize=4096)
def reads_history(expr: str) -> frozenset[str]:
    """The metrics an expression reads over a range or as they were a while ago, so that what they were matters."""
    spans = tuple(_ranged(tokens(expr)))
    return frozenset(
        one.name
        for one in selectors_of(expr)
        if expr.startswith(" offset ", one.end) or any(a <= one.start and one.end <= b for a, b in spans)
    )


def _ranged(stream: tuple[Token, ...]) -> Iterator[tuple[int, int]]:
    """Where what stands before a range begins and ends."""
    opened: list[int] = []
    begin = 0
    for before, token in pairwise(stream):
        if before.text in "({":
            opened.append(before.start)
        elif before.text in ")}" and opened:
            begin = opened.pop()
        elif before.kind == "name":
            begin = before.start
        if token.text == "[":
            # braces belong to the name before them
            yield min(begin, _name_before(stream, begin)), token.start


def _name_before(stream: tuple[Token, ...], at: int) -> int:
    """Where the name begins that stands right before the brackets at `at`."""
    return next((token.start for token in stream if token.kind == "name" and token.end == at), at)


def closure(groups: Iterable[Group], wanted: Callable[[Rule], bool]) -> tuple[Group, ...]:
    """The rules that are wanted, and all recordings they stand on, in their groups and order."""
    groups = tuple(groups)
    rules = [rule for group in groups for rule in group.rules]
    recordings: dict[str, list[Recording]] = {}
    for rule in rules:
        if isinstance(rule, Recording):
            recordings.setdefault(rule.record, []).append(rule)
    kept: set[int] = set()
    waiting = [rule for rule in rules if wanted(rule)]
    while waiting:
        rule = waiting.pop()
        kept.add(id(rule))
        made = (other for name, asked in reads(rule.expr) for other in recordings.get(name, ()) if _fits(other, asked))
        waiting += [other for other in made if id(other) not in kept]
    return without(groups, lambda rule: id(rule) not in kept)


def _fits(recording: Recording, asked: Pairs) -> bool:
    """Whether none of a recording's labels is another than the one that is asked for."""
    labels = dict(recording.labels)
    return all(labels.get(name, text) == text for name, text in asked)


def without(groups: Iterable[Group], unwanted: Callable[[Rule], bool]) -> tuple[Group, ...]:
    """The groups less some rules."""
    return in_place(groups, lambda rule: () if unwanted(rule) else (rule,))


def in_place(groups: Iterable[Group], made: Callable[[Rule], Iterable[Rule]]) -> tuple[Group, ...]:
    """The groups with what is made of each rule in its place; a group of which nothing is made is left out."""
    changed = ((group, tuple(one for rule in group.rules for one in made(rule))) for group in groups)
    return tuple(Group(group.name, group.interval, rules) for group, rules in changed if rules)
