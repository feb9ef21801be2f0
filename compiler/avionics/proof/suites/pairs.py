"""The pairs read from raw series or parts, of what stories of traffic tell little: weighted by time, or composed.

Each case stands alone: series, and what is recorded where its last window ends. What is made of pairs is proved by the
stories.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from math import inf

from msgspec import Struct
from msgspec.structs import replace

from avionics.conventions import names
from avionics.plan.objectives.shape import Measure
from avionics.proof.asked import CLOSE, near
from avionics.proof.subject import Subject
from avionics.proof.traffic.given import rules_for
from avionics.proof.values import Case, Question, Sample, Suite
from avionics.slis.play import Played, run

SOME = inf
"""More than nothing: how much hangs on where samples lie."""


_PAIR = (names.TOTAL, names.ERRORS, names.VARIANCE)


class Told(Struct, frozen=True):
    """Series with a value each `step` seconds, and what is recorded `at` a second: events and bad ones a second.

    `variance` is that of the bad ones; None stands for nothing recorded. `unfilled` is what people may have forgotten
    where nothing is.
    """

    claim: str
    step: int
    at: int
    series: Played
    events: float | None
    bad: float | None
    variance: float | None = None
    unfilled: str = ""


def pair_suites(subject: Subject, window: Measure, told: Iterable[Told]) -> Iterator[Suite]:
    """The pair of a window, and the variance that is recorded beside it, in each case; in the first at maintenance."""
    every = tuple(told)
    if every:
        yield _suite(subject, window, "pair", _PAIR, every)
        yield from _maintained(subject, window, every[0])


def variance_suite(subject: Subject, window: Measure) -> Iterator[Suite]:
    """The variance where one of its pair is missing: nothing but 0 is known without errors, and all of it with them."""
    length, bad = window.seconds, 1 / window.seconds
    if not subject.aim.one_a_window:
        return
    total, errors = (subject.series(metric + window.name) for metric in (names.TOTAL, names.ERRORS))
    told = (
        Told("no errors recorded", length, length, {total: "1 1"}, 0, 0, 0),
        Told("no errors recorded, and no events", length, length, {total: "0 0"}, 0, 0, 0),
        Told("errors alone recorded", length, length, {errors: run(bad, 0, 2)}, 0, bad, bad**2 * length),
    )
    yield _suite(subject, window, "variance", (names.VARIANCE,), told)


def _maintained(subject: Subject, window: Measure, told: Told) -> Iterator[Suite]:
    """Each alone, the other given: none in planned maintenance, nor while a window holds any.

    Before and after it they are. Where one is made of the other, its own condition would not show.
    """
    aim = subject.aim
    longer = window.seconds + aim.scrape
    for number, planned in enumerate(aim.maintenance):
        looks = (("begins", planned.start), ("ends", planned.end + longer), ("is over", planned.end + longer + 1))
        for (what, at), metric in product(looks, _PAIR if aim.heavy else _PAIR[:2]):
            claim = f"{told.claim}, when planned maintenance {what}"
            known = told.series | _given(subject, window, told, metric)
            one = replace(told, claim=claim, series=known)
            if subject.is_maintained(at, window.seconds):
                one = replace(one, events=None, bad=None, variance=None)
            kind = f"{metric.strip(':').replace(':', '-')}-{number}-{what.replace(' ', '-')}"
            yield _suite(subject, window, kind, (metric,), (one,), at - told.at)


def _given(subject: Subject, window: Measure, told: Told, metric: str) -> Played:
    """What is recorded beside `metric` of the same events."""
    values = {names.TOTAL: told.events, names.ERRORS: told.bad}
    samples = told.at // told.step + 1
    return {
        subject.series(other + window.name): run(value, 0, samples)
        for other, value in values.items()
        if other != metric
    }


def _suite(
    subject: Subject, window: Measure, what: str, recorded: Sequence[str], told: Sequence[Told], clock: int = 0
) -> Suite:
    """A suite of what is `recorded` of a window; what else that reads is given."""
    wanted = {metric + window.name for metric in recorded}
    given = frozenset(metric + window.name for metric in _PAIR) - wanted
    groups = rules_for(subject, given, lambda rule: subject.records(rule) and rule.record in wanted)
    cases = tuple(_case(subject, window, one, recorded) for one in told)
    path = f"{subject.name}-{what}-{window.name}"
    return Suite(subject.aim.environment.name, path, told[0].at, groups, cases, clock=clock)


def _case(subject: Subject, window: Measure, told: Told, recorded: Iterable[str]) -> Case:
    expected = {names.TOTAL: told.events, names.ERRORS: told.bad}
    if subject.aim.heavy and told.bad != SOME:
        expected[names.VARIANCE] = told.variance
    questions = tuple(
        _asked(subject, window, told, metric, value) for metric, value in expected.items() if metric in recorded
    )
    return Case(f"{subject.name} {told.claim}", told.step, tuple(told.series.items()), questions)


def _asked(subject: Subject, window: Measure, told: Told, metric: str, value: float | None) -> Question:
    record = metric + window.name
    claim, labels = f"{record} with {told.claim}", subject.labels_of(record)
    asked = subject.question(claim, subject.series(record), told.at, unfilled=told.unfilled)
    if value == SOME:
        return subject.question(claim, f"{asked.expr} > bool 0", told.at, (Sample("", labels, 1.0),))
    return asked if value is None else near(asked, labels, value, CLOSE)
