"""Which suites need not be run, since rules that differ in nothing but labels were run before.

promtool evaluates an expression without regard to what labels say, so what holds for one objective holds for all whose
expressions are the same once their own matchers are taken out.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable

from avionics.model.project import Pairs
from avionics.plan.values import Group, PlannedAlert
from avionics.proof.needed import Rule
from avionics.proof.subject import Subject

_ACTION = re.compile(r"\{\{.*?\}\}", re.DOTALL)


def form(subject: Subject, groups: Iterable[Group], story: Hashable) -> Hashable:
    """What a suite proves, without the labels of its objective: equal forms need one proof for the same `story`."""
    by = tuple(name for name, _ in subject.by)
    return (story, by, tuple(_rule(rule, subject.aim.series) for group in groups for rule in group.rules))


def _rule(rule: Rule, own: str) -> Hashable:
    labels, expr = tuple(name for name, _ in rule.labels), rule.expr.replace(own, "")
    if isinstance(rule, PlannedAlert):
        return expr, labels, rule.for_, rule.keep_firing_for, _rendered(rule.annotations)
    return rule.record, expr, labels


def _rendered(annotations: Pairs) -> Hashable:
    """All that may leave a blank in a text: that there is none, and what is put in."""
    return tuple((name, not text, *_ACTION.findall(text)) for name, text in annotations)
