"""Faults that are planted into compiled rules, as if the compiler had made them."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from avionics.app import prove as pipeline
from avionics.plan.values import Group, Plan, PlannedAlert
from avionics.proof.needed import Rule


def plant(monkeypatch, change: Callable[[Plan], Plan]) -> None:
    """From now on the compiler makes these plans of what it made before."""
    compile_project = pipeline.compile_project

    def planted(*args, **options):
        compiled = compile_project(*args, **options)
        outcomes = {name: replace(one, plan=change(one.plan)) for name, one in compiled.outcomes.items()}
        return replace(compiled, outcomes=outcomes)

    monkeypatch.setattr(pipeline, "compile_project", planted)


def swapped(sound: str, broken: str) -> Callable[[Plan], Plan]:
    """The change of a text in the expression of every rule, in one of which it must be."""
    return _each(lambda rule: replace(rule, expr=rule.expr.replace(sound, broken)), sound)


def reworded(sound: str, broken: str) -> Callable[[Plan], Plan]:
    """The change of a text in the annotations of every alert, in one of which it must be."""

    def changed(rule: Rule) -> Rule:
        if not isinstance(rule, PlannedAlert):
            return rule
        return replace(rule, annotations=tuple((name, told.replace(sound, broken)) for name, told in rule.annotations))

    return _each(changed, sound)


def _each(changed: Callable[[Rule], Rule], sound: str) -> Callable[[Plan], Plan]:
    """The change of every rule that is not a draft."""

    def change(plan: Plan) -> Plan:
        environments = tuple(
            replace(one, groups=tuple(Group(of.name, of.interval, tuple(map(changed, of.rules))) for of in one.groups))
            for one in plan.environments
        )
        assert environments != plan.environments, f"{sound!r} is nowhere in the rules"
        return replace(plan, environments=environments)

    return change
