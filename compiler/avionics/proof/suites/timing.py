"""How long a burn-rate alert waits for its condition, and stays after it: its `for` and its `keep_firing_for`.

The scenes of a tier are hours apart, and would see neither too long. So here the alert is given what it reads, and is
looked at when half of that time is over and when all of it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from math import gcd

from avionics.conventions import names
from avionics.plan.objectives.windows import Tier
from avionics.plan.values import PlannedAlert
from avionics.promql.text.duration import seconds
from avionics.proof.alike import alike_suite
from avionics.proof.asked import tier_firing
from avionics.proof.needed import reads
from avionics.proof.subject import Subject
from avionics.proof.traffic.given import rules_for
from avionics.proof.values import Case, Question, Suite
from avionics.slis.play import run


def timing_suites(subject: Subject, tier: Tier, alert: PlannedAlert) -> Iterator[Suite]:
    """That the alert of a tier begins when its `for` is over, and ends when its `keep_firing_for` is."""
    waits, keeps = seconds(tier.for_), seconds(tier.keep_firing_for)
    asked = partial(tier_firing, subject, alert)
    if waits:
        every = _half(waits)
        lasts = _begins(tier, every) + waits
        early = asked("its condition does not hold for as long as 'for' says", lasts - every, fires=False)
        due = asked("its condition holds for as long as 'for' says", lasts, fires=True)
        yield _suite(subject, tier, alert, every, lasts, (early, due))
    if keeps:
        every = _half(keeps)
        lasts = _begins(tier, every) + (waits // every + 1) * every
        kept = asked("its condition has ended, within keep_firing_for", lasts + keeps, fires=True)
        over = asked("its condition has ended, and keep_firing_for is over", lasts + every + keeps, fires=False)
        yield _suite(subject, tier, alert, every, lasts, (kept, over))


def _begins(tier: Tier, every: int) -> int:
    """When its condition begins to hold: once what it counts of its long window is there."""
    return (seconds(tier.long) // every + 1) * every


def _half(length: int) -> int:
    """Half of a length in seconds, so that an evaluation falls on it; all of one that has no half."""
    return length if length % 2 else length // 2


def _suite(
    subject: Subject, tier: Tier, alert: PlannedAlert, every: int, lasts: int, questions: tuple[Question, ...]
) -> Suite:
    """Its condition holds until `lasts`, and not at the next evaluation: its short window does not burn any more."""
    read = frozenset(name for name, _ in reads(alert.expr))
    groups = rules_for(subject, read, lambda rule: rule is alert)
    step = gcd(every, subject.aim.base)  # guards count pairs at the ends of base windows
    until = questions[-1].at + step
    values = {name: run(burning(name, tier), 0, until // step) for name in read}
    turns = ((0.0, 0, _begins(tier, every)), (1.0, _begins(tier, every), lasts + every), (0.0, lasts + every, until))
    values[names.ERROR_RATIO + tier.short] = " ".join(
        run(value, 0, (end - begin) // step) for value, begin, end in turns if end > begin
    )
    recorded = tuple((subject.series(name), values[name]) for name in sorted(values))
    kind = f"timing-{tier.long}-{every}"
    case = Case(f"{subject.name} {kind}", step, recorded, questions)
    return alike_suite(subject, kind, every, groups, (case,), story=(kind, lasts, tier.keep_firing_for))


def burning(name: str, tier: Tier) -> float:
    """All fails, and often enough."""
    return 1.0 if name.startswith(names.ERROR_RATIO) else float(max(1, tier.min_failures + tier.min_events))
