"""What is recorded of a composite whose parts fail each in its own way, counted from what they recorded.

The formulas are those of its page: a journey fails where one of its independent steps does, a weighted mean is over the
parts that have events, and the worst is the greatest ratio there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import prod, sqrt
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from avionics.conventions import names
from avionics.plan.objectives.objective import Objective
from avionics.plan.objectives.shape import Measure
from avionics.proof.needed import reads
from avionics.proof.subject import Subject
from avionics.proof.suites.pairs import Told
from avionics.proof.traffic.parts import PODS, series_of
from avionics.slis.play import Played, run

Parts = dict[str, "Part"]
"""What each part recorded, by its name; one that is not there recorded nothing."""


class Part(Struct, frozen=True):
    """Events and bad events a second, and the variance of these where one may weigh as many, else 0."""

    events: float
    bad: float
    variance: float = 0


_IDLE = Part(0.0, 0.0)


def combined(subject: Subject, window: Measure) -> Iterator[Told]:
    """Parts of which each fails otherwise, is well, or has no events; none where it is no composite."""
    aim = subject.aim
    every = list(dict.fromkeys(part for _, part in aim.slo.sli.parts()))
    for claim, parts in _cases(every, alike=_shares_total(subject, window)) if every else ():
        yield _told(aim, window, claim, parts)


def _cases(every: Sequence[str], *, alike: bool) -> Iterator[tuple[str, Parts]]:
    """What each part does; where one has always the events of another they are `alike` in that."""
    failing = {part: _failing(number, alike=alike) for number, part in enumerate(every, 1)}
    heavy = {part: replace(one, variance=one.bad * (2 + number)) for number, (part, one) in enumerate(failing.items())}
    yield "each part failing otherwise", failing
    yield "few failures of each part", heavy
    well = {part: replace(one, bad=0.0) for part, one in failing.items()}
    yield "every part well", well
    yield "every part idle", dict.fromkeys(every, _IDLE)
    for part, one in failing.items():
        yield f"{part} failing and all others well", well | {part: one}
        yield f"{part} failing wholly, and all others in part", failing | {part: Part(one.events, one.events)}
        if not alike:
            yield f"{part} idle, and all others failing", failing | {part: _IDLE}
            yield f"{part} missing, and all others failing", {other: heavy[other] for other in every if other != part}


def _failing(number: int, *, alike: bool) -> Part:
    """Another error ratio of other traffic for each."""
    events = 0.9 if alike else 0.9 / (0.7 + 0.3 * number)  # below 1, and not 1, which multiplies as it divides
    return Part(events, events * 0.3 / (number + 1))


def _shares_total(subject: Subject, window: Measure) -> bool:
    """Whether its events are read from those that a part records, which counts the same as its volume does."""
    aim, total = subject.aim, names.TOTAL + window.name
    read = (reads(rule.expr) for rule in subject.rules() if subject.records(rule) and rule.record == total)
    parts = {f"{dict(asked)[names.SERVICE]}/{dict(asked)[names.SLO]}" for one in read for _, asked in one if asked}
    return "volume" in aim.slo.sli.fields and aim.slo.sli.fields["volume"] not in parts


def _told(aim: Objective, window: Measure, claim: str, parts: Parts) -> Told:
    sli = aim.slo.sli.fields
    there = {part: parts[part] for part in aim.slo.sli.combined if part in parts}
    counted = {part: one for part, one in there.items() if one.events}
    events = _events(aim, parts, there.values())
    bad = None if events is None else events * _ratio(sli, counted)
    variance = None if bad is None else _variance(sli, counted, bad)
    return Told(claim, window.seconds, window.seconds, _recorded(aim, window, parts), events, bad, variance)


def _recorded(aim: Objective, window: Measure, parts: Parts) -> Played:
    """The series of the parts, half of each in one of two pods that must be added up.

    Variance is only recorded of those of which one failure may weigh as many.
    """
    values = {
        (part, metric): value
        for part, one in parts.items()
        for metric, value in ((names.TOTAL, one.events), (names.ERRORS, one.bad), (names.VARIANCE, one.variance))
        if value or metric != names.VARIANCE
    }
    return {
        series_of(aim, part, metric + window.name, pod): run(value / len(PODS), 0, 2)
        for (part, metric), value in values.items()
        for pod in PODS
    }


def _events(aim: Objective, parts: Parts, there: Iterable[Part]) -> float | None:
    """Those of its volume, or the time between two scrapes in which any part has some; None where none are known."""
    if volume := aim.slo.sli.fields.get("volume"):
        return parts[volume].events if volume in parts else None
    found = [one.events for one in there]
    return (any(found) / aim.scrape) if found else None


def _ratio(sli: Any, counted: Parts) -> float:
    ratios = {part: one.bad / one.events for part, one in counted.items()}
    if not ratios:
        return 0
    if "journey" in sli:
        return 1 - prod(1 - ratio for ratio in ratios.values())
    if "worst" in sli:
        return max(ratios.values())
    weights: dict[str, float] = {part: sli["weighted"][part] for part in ratios}
    return sum(weights[part] * ratio for part, ratio in ratios.items()) / sum(weights.values())


def _variance(sli: Any, counted: Parts, bad: float) -> float:
    """The square of the errors, and of the deviations of the parts over their errors; 0 where none failed.

    The failures of a part of which none weighs more than another are a Poisson count, whose variance is its mean.
    """
    weights = sli.get("weighted", dict.fromkeys(counted, 1))
    deviations = sum(weights[part] * sqrt(one.variance or one.bad) / one.events for part, one in counted.items())
    errors = sum(weights[part] * one.bad / one.events for part, one in counted.items())
    return (bad * deviations / errors) ** 2 if errors else 0
