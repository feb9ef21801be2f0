"""The series behind an error ratio that people wrote, under made-up traffic."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from avionics.promql.patterns.matchers import NAME, matchers
from avionics.promql.syntax.parse import called, walk
from avionics.promql.text.tokens import selectors
from avionics.slis.counted_play import Example, all_events, bad_events, good_events, two
from avionics.slis.example import NoExample, one, selects, series
from avionics.slis.play import Counts, Played, Traffic, bucket, counter, deltas
from avionics.slis.raw.meaning import Meaning, Role, meaning
from avionics.slis.raw.read import OF_COUNTERS, read
from avionics.slis.raw.share import Share, share
from avionics.slis.raw.share import play as play_share

SMEARED = True
"""Its rates are as people wrote them, and span a scrape more than their windows."""
Values = Callable[[Counts, Traffic], str]
_COUNTS: dict[Role, Counts] = {
    "all": all_events,
    "bad": bad_events,
    "good": good_events,
    "none": lambda _events, _bad: 0.0,
}
_HELD: dict[Role, tuple[int, int]] = {"all": (1, 1), "bad": (0, 1), "good": (1, 0), "none": (0, 0)}
"""How often what is good and what is bad is among what is counted."""


def play(sli: Any, traffic: Traffic, by: tuple[str, ...]) -> Played:
    """One series for each selector that counts something else; of a ratio without weight the gauge that holds it.

    Raises:
        NoExample: nobody knows what the series count, or none are found that each selector tells from the others.
    """
    if held := _share(sli):
        return play_share(held, traffic, by)
    found = _meaning(sli)
    values = _values(sli, found, traffic)
    return {series(*example): values(role)(_COUNTS[role], traffic) for example, role in _examples(found, by)}


def adds_up(sli: Any) -> bool:
    """Whether it adds up all that it reads, so that several series may count it.

    Raises:
        NoExample: as `play`.
    """
    return all(read(sli[part]).adds_up for part in ("errorRatio", "weight") if part in sli)


def counts_good(sli: Any) -> bool:
    """Whether good events are among what it counts.

    Raises:
        NoExample: as `play`.
    """
    return not _share(sli) and bool(_meaning(sli).selectors("good"))


def errors_within(sli: Any) -> bool:
    """Whether its errors are among all that it counts, so that they are never more.

    Raises:
        NoExample: as `play`.
    """
    found = _meaning(sli)
    failed = [example for example, role in _examples(found, ()) if role == "bad"]
    return any(selects(selector, example) for selector in found.selectors("all") for example in failed)


def filtered(sli: Any) -> bool:
    """Whether it is none while there are no events, and not 0/0; or its weight none, and not 0.

    Raises:
        NoExample: as `play`.
    """
    if "weight" not in sli:
        return (_share(sli) or _meaning(sli)).without_events is None
    found = _meaning(sli)
    return None in (found.without_events, found.idle(read(sli["weight"])))


def unfilled(sli: Any) -> str:
    """What people may have forgotten where the ratio is not there while something that it counts is; empty for nothing.

    Raises:
        NoExample: as `play`.
    """
    if _share(sli):
        return ""
    found = _meaning(sli)
    if not found.selectors("all") and not (found.fills("good") and found.fills("bad")):
        return "a ratio is none while one of the two is not there: write (good or 0 * errors), (errors or 0 * good)"
    if not found.fills("good"):
        return "a ratio is none while nothing was good: write 1 - (good or 0 * total) / total"
    if not found.fills("bad"):
        return "a ratio without errors is none before the first: write (errors or 0 * total) / total"
    if any(called(node) == "vector" for node in walk(found.ratio.tree)):  # here all series are alike
        return "vector(0) has no labels, and fits nothing that has some: write (errors or 0 * total) / total"
    return ""


def _share(sli: Any) -> Share | None:
    return None if "weight" in sli else share(sli["errorRatio"])


def _meaning(sli: Any) -> Meaning:
    found = meaning(sli["errorRatio"], sli.get("weight", ""))
    idle = found.without_events
    if "weight" not in sli and idle is not None and not math.isnan(idle):
        raise NoExample(f"its error ratio is {idle:g} while nothing happens, and by time that counts like any other")
    return found


def _examples(found: Meaning, by: tuple[str, ...]) -> Iterator[tuple[Example, Role]]:
    """Series, and what each counts, so that all together are what each selector counts."""
    part: Role = "bad" if found.selectors("bad") else "good"
    inside, outside = two(found.selectors("all"), found.selectors(part), by)
    played: list[tuple[Example, Role]] = [(inside, part)]
    if outside:
        played.append((outside, "good" if part == "bad" else "bad"))
    for selector, role in found.roles.items():
        if not any(selects(selector, example) for example, _ in played):
            played.append((one(selector, by), role))
    for selector, role in found.roles.items():
        held = [_HELD[counted] for example, counted in played if selects(selector, example)]
        if tuple(map(sum, zip(*held, strict=True))) != _HELD[role]:
            raise NoExample(f"{selector} selects series of others as well")
    yield from played


def _values(sli: Any, found: Meaning, traffic: Traffic) -> Callable[[Role], Values]:
    """What the series that count something hold."""
    if any(leaf.function not in OF_COUNTERS for leaf in found.ratio.leaves):
        times = 1 / found.factor(read(sli["weight"]), traffic.every) if "weight" in sli else 1
        return lambda _: partial(deltas, times=times)
    at_once = {"none", "good"} if _of_histogram(found) else {"none"}
    return lambda role: bucket if role in at_once else counter


def _of_histogram(found: Meaning) -> bool:
    """Whether a bucket is counted beside all of its histogram: it is there, at 0, even if nothing falls into it."""
    match found.selectors("good"), found.selectors("all"):
        case (part,), (whole,):
            (good,), (every,) = selectors(part), selectors(whole)
        case _:
            return False
    return (
        good.name.endswith("_bucket")
        and every.name == f"{good.name.removesuffix('_bucket')}_count"
        and {each for each in matchers(part) if each.label not in ("le", NAME)}
        == {each for each in matchers(whole) if each.label != NAME}
    )
