"""The period of an objective to a suite: what is left of its budget, weighted by events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from avionics.conventions import names
from avionics.plan.objectives.objective import Objective
from avionics.plan.objectives.shape import Measure
from avionics.plan.values import Group
from avionics.promql.text.duration import text
from avionics.proof.alike import alike_suite
from avionics.proof.periods.missed import looks_at, missed
from avionics.proof.periods.present_tile import leaving_tile
from avionics.proof.periods.told import asked, tells
from avionics.proof.subject import Subject
from avionics.proof.traffic.given import Given, given_to, past, rules_for, step
from avionics.proof.traffic.traffic import Stretch, Timeline
from avionics.proof.values import Case, Suite

_SPENT = 0.6
"""About the share of its budget that the made-up period spends."""


def period_suites(subject: Subject) -> Iterator[Suite]:
    """The suite of a whole period, those of its first and last tile, and of base windows that were missed in them."""
    measure = next(one for one in subject.aim.measures if one.seconds == subject.aim.slo.window)
    yield _whole(subject, measure)
    if measure.how == "tiled":
        yield from leaving_tile(subject, measure)
        yield from missed(subject, measure.step, measure.name, looks_at(measure.step, measure.seconds))


def _whole(subject: Subject, measure: Measure) -> Suite:
    """Halves with other events and errors each, so that the mean of their ratios would be wrong."""
    aim = subject.aim
    given = given_to(aim, measure) | {f"{names.COVERAGE}1h"}
    groups = rules_for(subject, given, lambda rule: tells(subject, rule, measure.name))
    cases = tuple(_case(subject, measure, groups, given, traffic, looks) for traffic, looks in _periods(aim, measure))
    story = (aim.slo.window, aim.budget)
    return alike_suite(subject, f"period-{measure.name}", aim.slo.window, groups, cases, story=story)


def _periods(aim: Objective, measure: Measure) -> Iterator[tuple[Timeline, tuple[int, ...]]]:
    """Two, each half with other events and errors, so that a window of a wrong length shows; one event; none."""
    window, share = aim.slo.window, min(0.25, _SPENT * float(aim.budget))
    halves = [
        Stretch(window // 2, events, events * part * share) for events, part in ((2, 4), (4, 0), (1, 1), (3, 1.4))
    ]
    yield Timeline(halves), (2 * window,)
    span = max(step(aim, measure), aim.base)
    one = Stretch(span, 1 / span, 1 / span)
    yield Timeline([Stretch(window - 2 * span, 0, 0), one, Stretch(span + window, 0, 0)]), (window, 2 * window)


def _case(
    subject: Subject, measure: Measure, groups: tuple[Group, ...], given: Given, traffic: Timeline, looks: Sequence[int]
) -> Case:
    window = measure.seconds
    recorded = past(subject, groups, given, traffic, measure, looks)
    questions = tuple(one for at in looks for one in asked(subject, groups, traffic.window(at, window), at))
    return Case(f"{subject.name} {text(window)}", step(subject.aim, measure), tuple(recorded.items()), questions)
