"""Which suites need not be run, since rules that differ in nothing but labels were run before.

promtool evaluates an expression without regard to what labels say, so what holds for one objective holds for all whose
expressions are the same once their own matchers are masked. That is so as long as each reads its own series alone: one
that forgets to ask for them is proved beside the others, whose series it would then see.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable

from avionics.conventions import names
from avionics.model.project import Pairs
from avionics.plan.alerts.templates import ACTION
from avionics.plan.values import Group, PlannedAlert
from avionics.proof.needed import Rule, reads
from avionics.proof.subject import Subject
from avionics.proof.values import Case, Suite

_OWN = "\0"
"""Stands for an objective's own matchers; no expression can hold it."""
_SERVICES = re.compile(rf'{names.SERVICE}=~"[^"]*"')
"""Those that a service needs, which its alerts tell of where they burn too."""


def form(subject: Subject, groups: Iterable[Group], story: Hashable, *, is_read: bool) -> Hashable:
    """What a suite proves, without the labels of its objective: equal forms need one proof for the same `story`.

    What alerts say counts only where it `is_read`. None where a rule reads what was recorded of others, as composites
    do: that is like nothing else.
    """
    own = subject.aim.series
    rules = [rule for group in groups for rule in group.rules]
    if not all(_reads_its_own(rule.expr, own) for rule in rules):
        return None
    by = tuple(name for name, _ in subject.by)
    return (story, by, tuple(_rule(rule, own, is_read=is_read) for rule in rules))


def alike_suite(
    subject: Subject, kind: str, every: int, groups: tuple[Group, ...], cases: tuple[Case, ...], *,
    story: Hashable, clock: int = 0,
) -> Suite:  # fmt: skip
    """A suite in files of its `kind`, of which one is enough for all of one `form`; its `story` is as there."""
    same = form(subject, groups, story, is_read=any(case.readings for case in cases))
    return Suite(subject.aim.environment.name, f"{subject.service}/{kind}", every, groups, cases, kind, same, clock)


def _reads_its_own(expr: str, own: str) -> bool:
    """Whether all recorded series that an expression reads are held to the objective's matchers."""
    ((_, held),) = reads(f"own{{{own}}}")
    return all(set(held) <= set(asked) for name, asked in reads(expr) if ":" in name)


def _rule(rule: Rule, own: str, *, is_read: bool) -> Hashable:
    labels, expr = tuple(name for name, _ in rule.labels), rule.expr.replace(own, _OWN)
    if isinstance(rule, PlannedAlert):
        return expr, labels, rule.for_, rule.keep_firing_for, _rendered(rule.annotations) if is_read else ()
    return rule.record, expr, labels


def _rendered(annotations: Pairs) -> Hashable:
    """All that may leave a blank in a text: that there is none, and what is put in, whatever services it asks for."""
    return tuple((name, not text, *ACTION.findall(_SERVICES.sub("", text))) for name, text in annotations)
