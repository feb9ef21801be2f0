"""The period of an objective to a suite: what is left of its budget, weighted by events."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.conventions import names
from avionics.plan.objective import Objective
from avionics.plan.shape import HOUR
from avionics.plan.values import Group, Recording
from avionics.promql.duration import text
from avionics.proof.alike import form
from avionics.proof.asked import CLOSE, near
from avionics.proof.given import Given, given_to, past, rules_for, step
from avionics.proof.recorded import value
from avionics.proof.subject import Subject
from avionics.proof.traffic import Stretch, Timeline
from avionics.proof.values import Case, Question, Suite
from avionics.slis.example import series

_SPENT = 0.6
"""About the share of its budget that the made-up period spends."""


def period_suite(subject: Subject) -> Suite:
    """A quiet half without errors, then one with three times the events and errors: the mean of both would be wrong."""
    aim = subject.aim
    measure = next(one for one in aim.measures if one.seconds == aim.slo.window)
    given = given_to(aim, measure) | {f"{names.COVERAGE}1h"}
    groups = rules_for(
        subject,
        given,
        lambda rule: isinstance(rule, Recording) and rule.labels == aim.labels and _told(rule, measure.name),
    )
    cases = tuple(_case(subject, groups, given, traffic, looks) for traffic, looks in _periods(aim))
    kind = f"period-{measure.name}"
    same = form(subject, groups, (aim.slo.window, aim.budget))
    return Suite(aim.environment.name, f"{subject.service}/{kind}", aim.slo.window, groups, cases, kind, same)


def _periods(aim: Objective) -> Iterator[tuple[Timeline, tuple[int, ...]]]:
    """Three halves, each with other events and errors, so that a window of a wrong length shows; one event; none."""
    window, share = aim.slo.window, min(0.25, _SPENT * float(aim.budget))
    halves = [
        Stretch(window // 2, events, events * part * share) for events, part in ((2, 4), (4, 0), (1, 1), (3, 1.4))
    ]
    yield Timeline(halves), (2 * window,)
    one = Stretch(HOUR, 1 / HOUR, 1 / HOUR)
    yield Timeline([Stretch(window - 2 * HOUR, 0, 0), one, Stretch(HOUR + window, 0, 0)]), (window, 2 * window)


def _case(subject: Subject, groups: tuple[Group, ...], given: Given, traffic: Timeline, looks: tuple[int, ...]) -> Case:
    name = text(subject.aim.slo.window)
    measure = next(one for one in subject.aim.measures if one.seconds == subject.aim.slo.window)
    recorded = past(subject, groups, given, traffic, measure, looks)
    questions = tuple(question for at in looks for question in _asked(subject, groups, traffic, at))
    return Case(f"{subject.name} {name}", step(subject.aim, measure), tuple(recorded.items()), questions)


def _told(rule: Recording, name: str) -> bool:
    """Whether a recording tells of the period of that name."""
    windows = {metric + name for metric in (names.EVENTS, names.FAILURES, names.ERROR_RATIO, names.COVERAGE)}
    return rule.record in windows | {names.PERIOD_BURN_RATE, names.BUDGET_REMAINING}


def _asked(subject: Subject, groups: tuple[Group, ...], traffic: Timeline, at: int) -> Iterator[Question]:
    aim = subject.aim
    for rule in (rule for group in groups for rule in group.rules):
        if isinstance(rule, Recording):
            one, claim = series(rule.record, dict(subject.labels)), f"{rule.record} over the period"
            asked = Question(aim.slo.where, subject.name, claim, one, at, ())
            expected = _expected(aim, rule.record, traffic, at)
            yield asked if expected is None else near(asked, subject.labels, expected, CLOSE)


def _expected(aim: Objective, metric: str, traffic: Timeline, at: int) -> float | None:
    events, bad = traffic.window(at, aim.slo.window)
    burnt = bad / events / float(aim.budget) if events else None
    if metric == names.PERIOD_BURN_RATE:
        return burnt
    if metric == names.BUDGET_REMAINING:
        return None if burnt is None else 1 - burnt
    known = value(metric, traffic)
    return known(at) if known else None
