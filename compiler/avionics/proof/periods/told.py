"""What the recordings of a period must hold, counted from the events and failures in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from avionics.conventions import names
from avionics.plan.values import Group, Recording
from avionics.proof.asked import CLOSE, near
from avionics.proof.needed import Rule
from avionics.proof.subject import Subject
from avionics.proof.values import Question
from avionics.slis.example import series

_WINDOWED = (names.EVENTS, names.FAILURES, names.ERROR_RATIO, names.COVERAGE)
_KINDS = (*_WINDOWED, names.PERIOD_BURN_RATE, names.BUDGET_REMAINING)


def tells(subject: Subject, rule: Rule, name: str) -> bool:
    """Whether a rule tells of the period of the objective, whose series end in `name`."""
    told = {names.PERIOD_BURN_RATE, names.BUDGET_REMAINING, *(metric + name for metric in _WINDOWED)}
    return subject.records(rule) and rule.record in told


def is_coverage(rule: Rule) -> bool:
    """Whether a rule says how much was measured, which it does of whole hours."""
    return isinstance(rule, Recording) and rule.record.startswith(names.COVERAGE)


def asked(
    subject: Subject, groups: Iterable[Group], counted: tuple[float, float] | None, at: int
) -> Iterator[Question]:
    """What each recording of the period must hold at second `at`.

    `counted` are its events and its failures; None before a first hour of it is over, when there is nothing yet.
    """
    expected = _expected(*counted, float(subject.aim.budget)) if counted else {}
    for rule in (rule for group in groups for rule in group.rules):
        record = rule.record if isinstance(rule, Recording) else ""
        if kind := next((kind for kind in _KINDS if record.startswith(kind)), ""):
            one, claim = series(record, dict(subject.labels)), f"{record} over the period"
            look = subject.question(claim, one, at)
            value = expected.get(kind)
            yield look if value is None else near(look, subject.labels_of(record), value, CLOSE)


def _expected(events: float, bad: float, budget: float) -> dict[str, float]:
    """By kind of recording; without events there is no ratio."""
    counts = {names.EVENTS: events, names.FAILURES: bad, names.COVERAGE: 1.0}
    if not events:
        return counts
    burnt = bad / events / budget
    shares = {names.ERROR_RATIO: bad / events, names.PERIOD_BURN_RATE: burnt, names.BUDGET_REMAINING: 1 - burnt}
    return counts | shares
