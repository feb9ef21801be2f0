"""Faults that are planted into compiled rules, as if the compiler had made them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from avionics.app import prove as pipeline
from avionics.app.prove import made
from avionics.model.project import Pairs
from avionics.plan.values import Group, PlannedAlert
from avionics.proof.needed import Rule, name_of

Change = Callable[[Rule], Rule]
Known = tuple[str, Pairs]
"""A rule, whatever is wrong with it."""


def plant(monkeypatch, change: Change) -> None:
    """From now on the compiler errs so, suites that run no rule in which it did are left out, since they tell nothing,
    and what promtool says is believed."""
    plant_alone(monkeypatch, change)
    believe(monkeypatch)


def plant_alone(monkeypatch, change: Change) -> None:
    """The same where no other fault may be told: promtool is asked again, as ever."""
    faulty = err(monkeypatch, change)
    suites = made.suites
    monkeypatch.setattr(
        made, "suites", lambda *given: [one for one in suites(*given) if not faulty.isdisjoint(_known(one.groups))]
    )


def believe(monkeypatch) -> None:
    """From now on a fault is one that promtool says once: that it must be said again, `test_run` holds."""
    monkeypatch.setattr(pipeline, "confirmed", lambda program, folder, said: said)


def play_nothing(monkeypatch) -> None:
    """From now on no suites are made: what is told is read off rules and routes."""
    monkeypatch.setattr(made, "suites", lambda *_: [])


def err(monkeypatch, change: Change) -> set[Known]:
    """From now on the compiler changes every rule so that is not a draft; which became others by that, once it ran."""
    compile_project, faulty = pipeline.compile_project, set()

    def changed(group: Group) -> Group:
        broken = Group(group.name, group.interval, tuple(map(change, group.rules)))
        others = (one for one, sound in zip(broken.rules, group.rules, strict=True) if one != sound)
        faulty.update((name_of(one), one.labels) for one in others)
        return broken

    def compiled(*args, **options):
        done = compile_project(*args, **options)
        outcomes = {}
        for name, one in done.outcomes.items():
            environments = (replace(each, groups=tuple(map(changed, each.groups))) for each in one.plan.environments)
            outcomes[name] = replace(one, plan=replace(one.plan, environments=tuple(environments)))
        assert faulty, "nothing is changed in the rules"
        return replace(done, outcomes=outcomes)

    monkeypatch.setattr(pipeline, "compile_project", compiled)
    return faulty


def _known(groups: Iterable[Group]) -> set[Known]:
    return {(name_of(rule), rule.labels) for group in groups for rule in group.rules}


def swapped(sound: str, broken: str) -> Change:
    """The change of a text in the expression of every rule, in one of which it must be."""
    return lambda rule: replace(rule, expr=rule.expr.replace(sound, broken))


def reworded(sound: str, broken: str) -> Change:
    """The change of a text in the annotations of every alert, in one of which it must be."""
    return of_alerts(
        lambda alert: replace(
            alert, annotations=tuple((name, told.replace(sound, broken)) for name, told in alert.annotations)
        )
    )


def of_alerts(change: Callable[[PlannedAlert], PlannedAlert]) -> Change:
    """The change of alerts alone."""
    return lambda rule: change(rule) if isinstance(rule, PlannedAlert) else rule
