"""What rules find after Prometheus was started again: it still knows what it recorded before, for five minutes.

Nothing ended its series, since nothing was evaluated when they did.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from avionics.conventions import names
from avionics.model.project import Pairs
from avionics.plan.objectives.objective import Objective
from avionics.plan.objectives.shape import HOUR, Measure
from avionics.proof.alike import alike_suite
from avionics.proof.asked import CLOSE, near
from avionics.proof.subject import Subject
from avionics.proof.traffic.given import MOST, rules_for
from avionics.proof.traffic.recorded import LOOK_BACK
from avionics.proof.values import Case, Suite
from avionics.slis.example import series
from avionics.slis.play import run

_LONG = 2 * HOUR
"""Whole base windows of any length."""


def restarted(subject: Subject) -> Iterator[Suite]:
    """That nothing is bad before the first scrape, and that no window counts a pair again where none was recorded."""
    yield _unscraped(subject)
    yield from _away(subject)


def _unscraped(subject: Subject) -> Suite:
    """Events are found, and none that were good."""
    aim = subject.aim
    total, errors = (metric + aim.base_name for metric in (names.TOTAL, names.ERRORS))
    claim = "bad events before the first scrape after a restart"
    found = subject.series(errors)
    at = max(aim.interval, 2)  # an evaluation after what was recorded at the first second
    asked = subject.question(claim, f"{found} > 0", at)
    before = ((subject.series(total), "_ 1"),)
    case = Case(f"{subject.name} before a scrape", 1, before, (asked,))
    return _suite(subject, "unscraped", aim.interval, frozenset(), errors, (case,))


def _away(subject: Subject) -> Iterator[Suite]:
    """Pairs that were recorded before their windows ended, and none at the end, where longer windows look."""
    aim = subject.aim
    for measure, record, missing in _made_of_pairs(aim):
        told = frozenset(metric + measure.source for metric in _recorded(aim))
        cases = tuple(
            _case(subject, measure, record, one, elsewhere) for one in missing for elsewhere in _elsewhere(aim, measure)
        )
        at = cases[0].questions[0].at
        yield _suite(subject, f"away-{record.replace(':', '-')}", at, told, record, cases)


def _case(subject: Subject, measure: Measure, record: str, missing: str, elsewhere: list[str]) -> Case:
    """What `record` makes of pairs of which one is only there `elsewhere`: as many as its window holds of these."""
    aim, labels = subject.aim, dict(subject.labels)
    at = aim.interval * (len(elsewhere) - 1)
    asked = subject.question(f"{record} where none was recorded", series(record, labels), at)
    if _once(aim, measure):
        held = sum(float(pair) for pair in elsewhere[1:] if pair != "_")
        asked = near(asked, subject.labels, held / (len(elsewhere) - 1), CLOSE)
    else:
        asked = replace(asked, expr=f"{asked.expr} > 0")
    pairs = _pairs(aim, labels, measure.source, missing, elsewhere)
    return Case(f"{subject.name} {record} without {missing}", aim.interval, pairs, (asked,))


def _once(aim: Objective, measure: Measure) -> bool:
    """Whether pairs are looked for wherever they may be, so that there is none which the window does not hold."""
    return measure.paired and measure.step == aim.interval


def _pairs(aim: Objective, labels: dict[str, str], source: str, missing: str, elsewhere: list[str]) -> Pairs:
    """What is recorded of `source`, one of it only `elsewhere`."""
    everywhere = run(1.0, 0, len(elsewhere))
    return tuple(
        (series(metric + source, labels), " ".join(elsewhere) if metric == missing else everywhere)
        for metric in _recorded(aim)
    )


def _recorded(aim: Objective) -> tuple[str, ...]:
    """What is recorded of each window whose pairs others are made of."""
    return (names.TOTAL, names.ERRORS, *((names.VARIANCE,) if aim.heavy else ()))


def _elsewhere(aim: Objective, measure: Measure) -> list[list[str]]:
    """Pairs that a window does not hold where it ends with the last, and an instant value or a shorter step finds.

    Where rules are evaluated at the ends of base windows alone, that is only right before it begins; or every second
    one is missing, in whose stead the one before would be found.
    """
    pairs = measure.seconds // measure.step
    if _once(aim, measure):
        return [[_pair(ago) if ago % 2 == odd else "_" for ago in range(pairs, -1, -1)] for odd in (0, 1)]
    if measure.step == aim.interval:
        return [["1", *["_"] * pairs]]
    length = measure.seconds if measure.how == "chained" else _LONG
    return [[*_beside(aim, measure) * (length // measure.step), "_"]]


def _pair(ago: int) -> str:
    """What was recorded so many pairs ago: something else than half as many ago, rounded up.

    By how often the number, or the even one below it, can be halved.
    """
    even = ago - ago % 2
    return "1" if (even & -even).bit_length() % 2 else "4"


def _beside(aim: Objective, measure: Measure) -> list[str]:
    """The window of a pair that is there at every evaluation but those at which it is found from the window's end."""
    pairs, found = measure.step // aim.interval, 0 if _just_recorded(aim, measure) else LOOK_BACK // aim.interval
    return ["_", *["1"] * (pairs - 1 - found), *["_"] * found]


def _just_recorded(aim: Objective, measure: Measure) -> bool:
    """Whether pairs are looked for where an evaluation wrote them; longer tiles are found further back."""
    return measure.how == "chained" or measure.source == aim.base_name


def _made_of_pairs(aim: Objective) -> Iterator[tuple[Measure, str, tuple[str, ...]]]:
    """The windows that look for pairs where these end, and that promtool holds; their recordings, and of what."""
    for measure in aim.measures:
        if measure.how == "raw" or measure.seconds // measure.step > MOST:
            continue
        if measure.paired:
            yield from ((measure, metric + measure.name, (metric,)) for metric in _recorded(aim))
            continue
        yield measure, names.ERROR_RATIO + measure.name, (names.TOTAL, names.ERRORS)
        if aim.heavy and measure.counted:
            yield measure, names.EFFECTIVE + measure.name, (names.ERRORS, names.VARIANCE)


def _suite(
    subject: Subject, kind: str, every: int, given: frozenset[str], record: str, cases: tuple[Case, ...]
) -> Suite:
    groups = rules_for(subject, given, lambda rule: subject.records(rule) and rule.record == record)
    return alike_suite(subject, f"restarted-{kind}", every, groups, cases, story=kind)
