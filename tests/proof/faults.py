"""Faults that are planted into compiled rules, as if the compiler had made them."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from avionics.app import prove as pipeline
from avionics.plan.values import Group, Plan


def plant(monkeypatch, change: Callable[[Plan], Plan]) -> None:
    """From now on the compiler makes these plans of what it made before."""
    compile_project = pipeline.compile_project

    def planted(*args, **options):
        compiled = compile_project(*args, **options)
        outcomes = {name: replace(one, plan=change(one.plan)) for name, one in compiled.outcomes.items()}
        return replace(compiled, outcomes=outcomes)

    monkeypatch.setattr(pipeline, "compile_project", planted)


def swapped(sound: str, broken: str) -> Callable[[Plan], Plan]:
    """The change of a text in every rule, which must be there."""

    def change(plan: Plan) -> Plan:
        environments = tuple(
            replace(one, groups=tuple(_swapped(group, sound, broken) for group in one.groups))
            for one in plan.environments
        )
        assert environments != plan.environments, f"{sound!r} is nowhere in the rules"
        return replace(plan, environments=environments)

    return change


def _swapped(group: Group, sound: str, broken: str) -> Group:
    rules = tuple(replace(rule, expr=rule.expr.replace(sound, broken)) for rule in group.rules)
    return Group(group.name, group.interval, rules)
