"""The period of an objective to a suite: what is left of its budget, weighted by events."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.conventions import names
from avionics.plan.objective import Objective
from avionics.plan.shape import HOUR
from avionics.plan.values import Group, Recording
from avionics.proof.asked import CLOSE, near
from avionics.proof.given import given_to, past, rules_for
from avionics.proof.recorded import value
from avionics.proof.subject import Subject
from avionics.proof.traffic import Stretch, Timeline
from avionics.proof.values import Case, Question, Suite
from avionics.slis.example import series

_SPENT = 0.8
"""The share of the budget that the made-up period spends."""


def period_suite(subject: Subject) -> Suite:
    """A quiet half without errors, then one with three times the events and errors: the mean of both would be wrong."""
    aim = subject.aim
    measure = next(one for one in aim.measures() if one.seconds == aim.slo.window)
    given = given_to(aim, measure) | {f"{names.COVERAGE}1h"}
    groups = rules_for(
        subject,
        given,
        lambda rule: isinstance(rule, Recording) and rule.labels == aim.labels and _told(rule, measure.name),
    )
    half, share = aim.slo.window // 2, min(1.0, _SPENT * float(aim.budget) * 4 / 3)
    # A third more before it begins, so that a window that is too long shows.
    before = Stretch((aim.slo.window // 3 + HOUR - 1) // HOUR * HOUR, 2, 0)
    traffic = Timeline([before, Stretch(half, 1, 0), Stretch(half, 3, 3 * share)])
    recorded = past(subject, groups, given, traffic, measure.step, (traffic.seconds,))
    questions = tuple(_asked(subject, groups, traffic))
    case = Case(f"{subject.name} {measure.name}", measure.step, tuple(recorded.items()), questions)
    return Suite(aim.environment.name, f"{subject.service}/period-{measure.name}", traffic.seconds, groups, (case,))


def _told(rule: Recording, name: str) -> bool:
    """Whether a recording tells of the period of that name."""
    windows = {metric + name for metric in (names.EVENTS, names.FAILURES, names.ERROR_RATIO, names.COVERAGE)}
    return rule.record in windows | {names.PERIOD_BURN_RATE, names.BUDGET_REMAINING}


def _asked(subject: Subject, groups: tuple[Group, ...], traffic: Timeline) -> Iterator[Question]:
    aim, end = subject.aim, traffic.seconds
    for rule in (rule for group in groups for rule in group.rules):
        if isinstance(rule, Recording) and (expected := _expected(aim, rule.record, traffic)) is not None:
            one, claim = series(rule.record, dict(subject.labels)), f"{rule.record} over the period"
            asked = Question(aim.slo.where, subject.name, claim, one, end, ())
            yield near(asked, subject.labels, expected, CLOSE)


def _expected(aim: Objective, metric: str, traffic: Timeline) -> float | None:
    events, bad = traffic.window(traffic.seconds, aim.slo.window)
    burnt = bad / events / float(aim.budget)
    if metric == names.PERIOD_BURN_RATE:
        return burnt
    if metric == names.BUDGET_REMAINING:
        return 1 - burnt
    known = value(metric, traffic)
    return known(traffic.seconds) if known else None
