"""Counters of all events and of bad or good ones, under made-up traffic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from avionics.slis.example import Labels, NoExample, apart, metric, one, series
from avionics.slis.play import Counts, Played, Traffic, counter

Example = tuple[str, Labels]
Narrowed = Literal["errors", "good"]
"""What the narrower of two selectors selects."""


def counted(
    wholes: Sequence[str], parts: Sequence[str], narrowed: Narrowed, traffic: Traffic, by: tuple[str, ...]
) -> Played:
    """Series of good events and of bad ones; where they are counted apart, of all events.

    `wholes` are selectors of all events, `parts` of those that are `narrowed` down to. One of each is played, and
    whatever else in a list has a metric of its own, or is in both: they share the events.

    Raises:
        NoExample: no series can be made up for the selectors.
    """
    counts, others = (bad_events, good_events) if narrowed == "errors" else (good_events, bad_events)
    inside, outside = two(wholes, parts, by)
    rest = [outside or one(wholes[0], by), *(one(each, by) for each in _alone(wholes, parts))]
    more = [each for each in parts if each in wholes] if outside else _alone(parts, wholes)
    some = [inside, *(one(each, by) for each in more)]
    return {**_shared(rest, others if outside else all_events, traffic), **_shared(some, counts, traffic)}


def _alone(selectors: Sequence[str], others: Sequence[str]) -> list[str]:
    """Those whose metric no other selector reads."""
    read = Counter(metric(each) for each in (*selectors, *others))
    return [each for each in selectors if read[metric(each)] == 1]


def _shared(examples: Sequence[Example], counts: Counts, traffic: Traffic) -> Played:
    """The same share of what is counted in each series."""
    found = {series(*example) for example in examples}

    def share(events: float, bad: float) -> float:
        return counts(events, bad) / len(found)

    return {name: counter(share, traffic) for name in sorted(found)}


def all_events(events: float, bad: float) -> float:
    """What counts every event."""
    del bad
    return events


def bad_events(events: float, bad: float) -> float:
    """What counts the bad ones."""
    del events
    return bad


def good_events(events: float, bad: float) -> float:
    """What counts those that are not bad."""
    return events - bad


def two(wholes: Sequence[str], parts: Sequence[str], by: tuple[str, ...]) -> tuple[Example, Example | None]:
    """A series that a part selects, and one that only a whole does; None where no part is a part of a whole.

    A whole in a list may be a part itself, as in `total: [sent, failed]`: then another whole has the rest.
    """
    pairs = [(whole, part) for whole in wholes for part in parts]
    fault: NoExample | None = None
    for whole, part in pairs:
        if whole in parts:
            rest = next((other for other in wholes if other not in parts), None)
            if rest is not None:
                return one(whole, by), one(rest, by)
        try:
            inside, outside = apart(whole, part, by)
        except NoExample as error:
            fault = error
            continue
        if outside is not None:
            return inside, outside
    if fault is not None:
        raise fault
    return one(parts[0], by), None
