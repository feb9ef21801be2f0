"""What happens in the scenes of a burn-rate tier: stretches of traffic, the last of which ends with the scene."""

from __future__ import annotations

import math

from avionics.proof.traffic.facts import Facts, digits
from avionics.proof.traffic.traffic import Stretch

_RESTART = 3
"""Scrapes before the end of a steady scene at which counters restart."""

_BEGUN = 0.9
"""How much of what a long window tolerates has come where errors have only begun, at most."""


def steady(facts: Facts, ratio: float) -> tuple[Stretch, ...]:
    """The same all the time; counters restart before its end, in every window that ends with it."""
    last = _RESTART * facts.step if facts.counted else 0
    lengths = ((facts.apart - last, False), (last, True))
    return tuple(Stretch(length, facts.events, ratio * facts.events, restarts=restarts) for length, restarts in lengths)


def burst(facts: Facts, ratio: float, seconds: int) -> tuple[Stretch, ...]:
    """All is well but for the last seconds."""
    return (
        Stretch(facts.apart - seconds, facts.events, 0),
        Stretch(seconds, facts.events, ratio * facts.events),
    )


def failures(facts: Facts, count: int) -> tuple[Stretch, ...]:
    """So many failures and nothing else, whole ones each step, the last in the middle of the short window."""
    steps = max(1, min(count, _room(facts) // facts.step))
    each, more = divmod(count, steps)
    apart = _apart(facts)
    runs = ((more, each + 1), (steps - more, each))
    failing = (Stretch(length * apart, failed / apart, failed / apart) for length, failed in runs)
    return (*failing, Stretch(_clear(facts, steps * apart), 0, 0))


def _room(facts: Facts) -> int:
    """Seconds in which failures may be, that nothing else is said of: few of the short window, and of a base window."""
    return min(facts.short // 4, facts.smeared - facts.shared) if facts.smeared else facts.short // 4


def _clear(facts: Facts, seconds: int) -> int:
    """The middle of the short window or a little later, so that no two base windows share what is so long before it.

    Rates over a scrape more than a base window hold a sample on either edge where those lie on them, as here: with a
    failure between two that are shared both count most of it.
    """
    middle, base = middle_of_short(facts), facts.smeared
    if not base:
        return middle
    fits = (at for at in range(middle, 0, -facts.step) if facts.shared <= at % base <= base - seconds)
    return next(fits, middle)


def intervals(facts: Facts, count: int) -> tuple[Stretch, ...]:
    """Failures in the first step of so many intervals, which are as far apart as these are long.

    The last is in the middle of the short window, or later where the long one would not hold the first.
    """
    apart = _apart(facts)
    failing, idle = Stretch(apart, facts.events, facts.events), Stretch(facts.interval - apart, 0, 0)
    rest = min(middle_of_short(facts), facts.long - (count - 1) * facts.interval - apart)
    return (*[failing, idle] * (count - 1), failing, Stretch(rest, 0, 0))


def _apart(facts: Facts) -> int:
    """Seconds in which one failure happens: where tiles are given, it must not be in several of the intervals."""
    return min(facts.step, facts.interval or facts.step)


def growing(facts: Facts) -> tuple[Stretch, ...]:
    """Traffic that every window sees otherwise, so that one of a wrong length shows; errors in half a short window.

    They are twice what is tolerated, or less where half a short window is so much of the long one that these would do.
    """
    half, middle = rounded_up(facts.long / 2, facts.step), middle_of_short(facts)
    events = half + 2 * (half - middle) + 4 * middle
    most = _BEGUN * facts.threshold * events / (4 * middle)
    return (
        Stretch(facts.apart - half, facts.events, 0),
        Stretch(half - middle, 2 * facts.events, 0),
        Stretch(middle, 4 * facts.events, 4 * facts.events * digits(min(2 * facts.threshold, most, 1))),
    )


def chained(facts: Facts) -> tuple[Stretch, ...]:
    """Links, and parts of the last, so that one taken from twice or half as long ago shows; at half the rate."""
    bad = digits(0.5 * facts.threshold)
    more = 3 if facts.parts else 1  # so that no part passes for a link
    links = [(facts.link, more * _weight(ago)) for ago in range(facts.long // facts.link - 1, 0, -1)]
    parts = facts.link // facts.parts if facts.parts else 1
    last = [(facts.link // parts, _weight(ago)) for ago in range(parts - 1, -1, -1)]
    return tuple(
        Stretch(length, weight * facts.events, weight * facts.events * bad) for length, weight in (*links, *last)
    )


def _weight(ago: int) -> int:
    """Another for each number than for twice and half of it, or where it is odd than the mean of both halves.

    By how often it can be halved: never, an odd number of times, an even one. In a sum of 30 it shows by more than 1 %.
    """
    if ago % 2:
        return 4
    halved = (ago & -ago).bit_length() - 1
    return 1 if halved % 2 and ago else 2


def scrapes(facts: Facts, count: int, times: float, how: str = "") -> Stretch:
    """So many scrapes at so many times the events, at half the rate that is tolerated."""
    events = times * facts.events
    bad = events * digits(0.5 * facts.threshold)
    return Stretch(count * facts.step, events, bad, seen=how != "lost", restarts=how == "restart")


def middle_of_short(facts: Facts) -> int:
    """Half of the short window, in whole steps."""
    return rounded_up(facts.short / 2, facts.step)


def rounded_down(seconds: float, step: int) -> int:
    """In whole steps, no more."""
    return int(seconds // step * step)


def rounded_up(seconds: float, step: int) -> int:
    """In whole steps, no less."""
    return math.ceil(seconds / step) * step
