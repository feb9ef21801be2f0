"""Counters of all events and of bad or good ones, under made-up traffic."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Literal

from avionics.slis.example import Labels, NoExample, alone, apart, one, selects, series
from avionics.slis.play import Counts, Played, Traffic, counter

Example = tuple[str, Labels]
Narrowed = Literal["errors", "good"]
"""What the narrower of two selectors selects."""


def counted(
    wholes: Sequence[str], parts: Sequence[str], narrowed: Narrowed, traffic: Traffic, by: tuple[str, ...]
) -> Played:
    """Series of good events and of bad ones; where they are counted apart, of all events.

    `wholes` are selectors of all events, `parts` of those that are `narrowed` down to. The series of each list share
    its events: one for every selector that can be told from the others.

    Raises:
        NoExample: no series can be made up for the selectors.
    """
    counts, others = (bad_events, good_events) if narrowed == "errors" else (good_events, bad_events)
    inside, outside = two(wholes, parts, by)
    some = _more([inside], parts, (), by)
    rest = _more([*some, outside] if outside else some, wholes, parts, by)[len(some) :]
    beside = sum(not any(selects(whole, each) for whole in wholes) for each in some) / len(some)

    def left(events: float, bad: float) -> float:
        """What is not among those, and what of them is counted beside."""
        return others(events, bad) + beside * counts(events, bad)

    return {**_shared(rest, left, traffic), **_shared(some, counts, traffic)}


def _more(found: list[Example], selectors: Sequence[str], others: Sequence[str], by: tuple[str, ...]) -> list[Example]:
    """Those that are found, and for each selector that selects none of them one that no other does, if there is one."""
    found = list(found)
    for selector in selectors:
        if not any(selects(selector, each) for each in found):
            with suppress(NoExample):
                found.append(alone(selector, [each for each in (*selectors, *others) if each != selector], by))
    return found


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
