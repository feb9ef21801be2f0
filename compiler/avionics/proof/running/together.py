"""Suites of one file put together: one case for many objectives costs little more than for one.

Their series differ by labels, so none can see those of another.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

from msgspec.structs import replace

from avionics.plan.values import Group
from avionics.proof.needed import Rule
from avionics.proof.values import Case, Suite


def together(suites: Iterable[Suite]) -> list[Suite]:
    """The suites, those of one path, rhythm and distance between values as one."""
    found: dict[tuple[str, str, int, int, int], list[Suite]] = {}
    for suite in suites:
        key = (suite.environment, suite.path, suite.every, suite.cases[0].interval, suite.clock)
        found.setdefault(key, []).append(suite)
    taken: dict[tuple[str, str], int] = {}
    return [_one(same, taken) for same in found.values()]


def packed(suites: Iterable[Suite], name: str) -> list[Suite]:
    """Suites of several services in as few files as may be, named `name`: what is only read by promtool.

    Those played from raw series, and those of alerts, stay apart: raw series of two services may be the same.
    """
    return together(replace(suite, path=f"{name}/{suite.kind}") if suite.kind else suite for suite in suites)


def _one(same: list[Suite], taken: dict[tuple[str, str], int]) -> Suite:
    """One suite of several; the second of a path gets a number."""
    first = same[0]
    where = (first.environment, first.path)
    number = taken[where] = taken.get(where, 0) + 1
    path = first.path if number == 1 else f"{first.path}-{number}"
    if len(same) == 1:
        return replace(first, path=path)
    groups = _groups(group for suite in same for group in suite.groups)
    cases = zip_longest(*(suite.cases for suite in same))
    return replace(first, path=path, form=None, groups=groups, cases=tuple(_case([c for c in at if c]) for at in cases))


def _groups(groups: Iterable[Group]) -> tuple[Group, ...]:
    """Groups of one name as one, each rule once; in the order in which they came last."""
    rules: dict[str, dict[int, Rule]] = {}
    intervals: dict[str, int] = {}
    for group in groups:
        kept = rules.pop(group.name, {})
        rules[group.name] = {**kept, **{id(rule): rule for rule in group.rules}}
        intervals[group.name] = group.interval
    return tuple(Group(name, intervals[name], tuple(kept.values())) for name, kept in rules.items())


def _case(cases: list[Case]) -> Case:
    return Case(
        ", ".join(case.name for case in cases),
        cases[0].interval,
        tuple({series: values for case in cases for series, values in case.series}.items()),
        tuple(question for case in cases for question in case.questions),
        tuple(reading for case in cases for reading in case.readings),
    )
