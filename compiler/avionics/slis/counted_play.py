"""Counters of all events and of bad or good ones, under made-up traffic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from avionics.slis.example import Labels, NoExample, apart, one, series
from avionics.slis.play import Counts, Played, Traffic, counter

Example = tuple[str, Labels]
Narrowed = Literal["errors", "good"]
"""What the narrower of two selectors selects."""


def counted(
    wholes: Sequence[str],
    parts: Sequence[str],
    narrowed: Narrowed,
    traffic: Traffic,
    by: tuple[str, ...],
    values: Callable[[Counts, Traffic], str] = counter,
) -> Played:
    """One series of good events and one of bad ones; where they are counted apart, one of all events.

    `wholes` are selectors of all events, `parts` of those that are `narrowed` down to; `values` what a series has.

    Raises:
        NoExample: no series can be made up for the selectors.
    """
    counts, others = (_bad, _good) if narrowed == "errors" else (_good, _bad)
    inside, outside = two(wholes, parts, by)
    if outside is None:
        return {series(*one(wholes[0], by)): values(_all, traffic), series(*inside): values(counts, traffic)}
    return {series(*outside): values(others, traffic), series(*inside): values(counts, traffic)}


def _all(events: float, bad: float) -> float:
    del bad
    return events


def _bad(events: float, bad: float) -> float:
    del events
    return bad


def _good(events: float, bad: float) -> float:
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
