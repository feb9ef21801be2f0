"""What rules find after Prometheus was started again: it still knows what it recorded before, for five minutes.

Nothing ended its series, since nothing was evaluated when they did.
"""

from __future__ import annotations

from collections.abc import Iterator

from avionics.conventions import names
from avionics.model.project import Pairs
from avionics.plan.objective import Objective
from avionics.plan.shape import HOUR
from avionics.plan.values import Recording
from avionics.proof.alike import form
from avionics.proof.given import rules_for
from avionics.proof.needed import Rule
from avionics.proof.recorded import LOOK_BACK
from avionics.proof.subject import Subject
from avionics.proof.values import Case, Question, Suite
from avionics.slis.example import series
from avionics.slis.play import run

_AT = 2 * HOUR
"""When it is looked again: at the end of a base window of any length."""


def restarted(subject: Subject) -> Iterator[Suite]:
    """That nothing is bad before the first scrape, and that no window counts a pair again where none was recorded."""
    yield _unscraped(subject)
    yield from _away(subject)


def _unscraped(subject: Subject) -> Suite:
    """Events are found, and none that were good."""
    aim = subject.aim
    total, errors = (metric + aim.base_name for metric in (names.TOTAL, names.ERRORS))
    claim = "bad events before the first scrape after a restart"
    found = series(errors, dict(subject.labels))
    asked = Question(aim.slo.where, subject.name, claim, f"{found} > 0", aim.interval, ())
    before = ((series(total, dict(subject.labels)), "_ 1"),)  # a second after an evaluation
    case = Case(f"{subject.name} before a scrape", 1, before, (asked,))
    return _suite(subject, "unscraped", aim.interval, frozenset(), errors, (case,))


def _away(subject: Subject) -> Iterator[Suite]:
    """Pairs that were recorded a little after each base window, and none at its end, where longer windows look."""
    aim, labels = subject.aim, dict(subject.labels)
    pairs = frozenset(metric + aim.base_name for metric in _recorded(aim))
    for record, missing in _made_of_bases(aim):
        claim = f"{record} where none was recorded"
        asked = Question(aim.slo.where, subject.name, claim, f"{series(record, labels)} > 0", _AT, ())
        cases = tuple(
            Case(f"{subject.name} {record} without {one}", aim.interval, _pairs(aim, labels, one), (asked,))
            for one in missing
        )
        yield _suite(subject, f"away-{record.replace(':', '-')}", _AT, pairs, record, cases)


def _pairs(aim: Objective, labels: dict[str, str], missing: str) -> Pairs:
    """What is recorded of base windows, for two hours; one of it only beside where it is looked for."""
    everywhere = run(1.0, 0, _AT // aim.interval + 1)
    return tuple(
        (series(metric + aim.base_name, labels), _beside(aim) if metric == missing else everywhere)
        for metric in _recorded(aim)
    )


def _recorded(aim: Objective) -> tuple[str, ...]:
    """What is recorded of each base window."""
    return (names.TOTAL, names.ERRORS, *((names.VARIANCE,) if aim.heavy else ()))


def _beside(aim: Objective) -> str:
    """One pair in each base window: as far before its end as an instant value is just found from there."""
    every = aim.base // aim.interval
    one = ["_"] * every
    one[every - _before(aim)] = "1"
    return " ".join(one * (_AT // aim.base))


def _before(aim: Objective) -> int:
    """So many evaluations before the end of a base window an instant value is just found from there."""
    return (min(aim.base, LOOK_BACK) - 1) // aim.interval


def _made_of_bases(aim: Objective) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The recordings that are made of base windows, and of what of these."""
    for measure in aim.measures:
        if measure.how == "raw" or measure.source != aim.base_name:
            continue
        if measure.paired:
            yield from ((metric + measure.name, (metric,)) for metric in _recorded(aim))
            continue
        yield names.ERROR_RATIO + measure.name, (names.TOTAL, names.ERRORS)
        if aim.heavy and measure.counted:
            yield names.EFFECTIVE + measure.name, (names.ERRORS, names.VARIANCE)


def _suite(
    subject: Subject, kind: str, every: int, given: frozenset[str], record: str, cases: tuple[Case, ...]
) -> Suite:
    aim = subject.aim

    def wanted(rule: Rule) -> bool:
        return isinstance(rule, Recording) and rule.record == record and rule.labels == aim.labels

    groups = rules_for(subject, given, wanted)
    path = f"{subject.service}/restarted-{kind}"
    return Suite(aim.environment.name, path, every, groups, cases, kind, form(subject, groups, kind))
