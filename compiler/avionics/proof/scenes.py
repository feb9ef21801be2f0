"""The story a burn-rate tier is told: scenes one after the other, at whose ends it must fire or be silent.

What must happen follows from the Workbook (chapter 5): an error ratio r is noticed after
burn rate x error budget x long window / r, and forgotten when the short window is clean. Scenes are so far apart that
no window sees two of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from msgspec import Struct

from avionics.proof.facts import Facts, digits
from avionics.proof.traffic import Stretch

_RESTART = 3
"""Scrapes before the end of a steady scene at which counters restart."""


_BEGUN = 0.9
"""How much of what a long window tolerates has come where errors have only begun, at most."""


class Scene(Struct, frozen=True):
    """What happens until its end, and whether the alert fires then."""

    claim: str
    fires: bool
    stretches: tuple[Stretch, ...]
    name: str = ""


def scenes(facts: Facts) -> Iterator[Scene]:
    """The scenes of a tier, silent ones first: `keep_firing_for` would colour what follows a firing one."""
    guard = max(1, facts.guard)
    yield Scene("no events any more", False, (), "quiet")
    if facts.interval:
        yield from _fewer_intervals(facts)
    for count in sorted({1, guard - 1} - {0, guard}):
        yield Scene(f"{_failed(count)} and nothing else", False, _failures(facts, count), "one" if count == 1 else "")
    yield Scene("errors just below its burn rate", False, _steady(facts, facts.below))
    if facts.link:
        yield Scene("other traffic in each of what is chained", False, _chained(facts), "chained")
    if not facts.single:
        yield Scene("traffic grows and errors have only begun", False, _growing(facts), "growing")
    if facts.counted:
        yield from counters(facts)
    yield from _detection(facts)
    yield from _lasting(facts)
    if facts.interval:
        yield from _fires(facts, Scene(_claimed(facts.guard), True, _intervals(facts, facts.guard)))
        return
    enough = math.ceil(guard * (1 + facts.missed))
    if enough * facts.step + _middle(facts) <= facts.long or not facts.enough:
        yield from _fires(facts, Scene(f"{_failed(enough)} and nothing else", True, _failures(facts, enough)))


def maintenance(facts: Facts) -> Iterator[Scene]:
    """Errors in planned maintenance, which nobody is told of, and after it; where it is long, only in it."""
    burning = _steady(facts, max(facts.above, min(2 * facts.threshold, 1)) if facts.enough else facts.burning)
    yield from _recovery(facts)
    yield Scene("errors at twice its burn rate, in planned maintenance", False, burning, "maintenance")
    if facts.maintained < facts.apart:
        yield from _fires(facts, Scene("errors at twice its burn rate, after planned maintenance", True, burning))


def _failed(count: int) -> str:
    return "one failure" if count == 1 else f"{count} failures"


def late(facts: Facts) -> Iterator[Scene]:
    """All is well before the first error, so that the series of errors comes late."""
    yield Scene("no events at all", False, (), "idle")
    yield Scene("events before the first error, whose series is not there yet", False, _steady(facts, 0), "well")


def outage(facts: Facts) -> Iterator[Scene]:
    """Everything fails from the first event on, so that the series of what is good comes late."""
    yield Scene("no events at all", False, (), "idle")
    yield from _fires(facts, Scene("everything fails from the first event on", True, _steady(facts, 1), "outage"))
    # what counts good events is not there yet: 0/0 of a fill would show
    yield Scene("no events after everything has failed", facts.keeps > 0, (), "quiet")
    yield Scene("all has been well for long", False, _steady(facts, 0))


def _detection(facts: Facts) -> Iterator[Scene]:
    ratio, due = facts.burning, facts.due
    before, after = _down(facts.early - facts.slack, facts.step), _up(due + facts.slack, facts.step)
    said = f"errors of {100 * ratio:.4g} % for"
    if before > 0:
        yield Scene(f"{said} {before} s, due after {facts.early:.0f} s", False, _burning(facts, ratio, before))
    yield from _ended(facts)
    if after <= facts.long:
        yield from _fires(facts, Scene(f"{said} {after} s, due after {due:.0f} s", True, _burning(facts, ratio, after)))
        yield from _recovery(facts)


def _ended(facts: Facts) -> Iterator[Scene]:
    """Errors that burnt more than enough: forgotten once the short window is below the rate, not while all is idle."""
    ratio = facts.burning if facts.enough else digits(min(6 * facts.threshold, (1 + facts.threshold) / 2))
    faded = _up(facts.short + facts.slack, facts.step)
    if _is_enough(facts, ratio, facts.long - faded):
        burnt = Stretch(facts.long - faded, facts.events, ratio * facts.events)
        rest = Stretch(faded, facts.events, facts.faded * facts.events)
        yield Scene("errors that have faded to four fifths of its rate", False, (burnt, rest))
    idle = _up(max(0.6 * facts.long, faded), facts.step)
    if facts.long - idle > 2 * facts.slack and _holds_enough(facts, facts.long - idle):
        events = facts.events * (1 if facts.enough else 4)
        burnt = Stretch(facts.long - idle, events, ratio * events)
        scene = Scene("errors, then no events: idle is not recovery", True, (burnt, Stretch(idle, 0, 0)))
        yield from _fires(facts, scene)
        yield from _recovery(facts)


def _is_enough(facts: Facts, ratio: float, seconds: int) -> bool:
    """Whether errors of so many seconds are clearly enough for the long window, whatever comes after them."""
    if facts.enough:
        return _holds_enough(facts, seconds)
    return _holds_enough(facts, seconds) and ratio * seconds > 1.1 * facts.threshold * facts.long


def _holds_enough(facts: Facts, seconds: int) -> bool:
    """Whether so many seconds hold enough failures for the guard, where it counts slices of time or intervals."""
    if facts.enough:
        return seconds >= max(facts.enough, facts.guard) * facts.step + facts.slack
    return not facts.interval or seconds >= facts.guard * facts.interval + facts.slack


def _lasting(facts: Facts) -> Iterator[Scene]:
    if facts.above <= 1:
        scene = Scene("errors just above its burn rate", True, _steady(facts, facts.above), "lasting")
        yield from _fires(facts, scene)
        yield from _recovery(facts)


def _fires(facts: Facts, scene: Scene) -> Iterator[Scene]:
    """A scene that fires; with a `for`, when it comes again."""
    if facts.waits:
        yield Scene(f"{scene.claim}, not yet for as long as 'for' says", False, scene.stretches)
    yield scene


def _recovery(facts: Facts) -> Iterator[Scene]:
    well = _steady(facts, 0)
    kept = facts.keeps > 0
    yield Scene("all is well again, within keep_firing_for" if kept else "all is well again", kept, well)
    yield Scene("all has been well for long", False, well)


def _steady(facts: Facts, ratio: float) -> tuple[Stretch, ...]:
    """The same all the time; counters restart before its end, in every window that ends with it."""
    last = _RESTART * facts.step if facts.counted else 0
    lengths = ((facts.apart - last, False), (last, True))
    return tuple(Stretch(length, facts.events, ratio * facts.events, restarts=restarts) for length, restarts in lengths)


def _burning(facts: Facts, ratio: float, seconds: int) -> tuple[Stretch, ...]:
    return (
        Stretch(facts.apart - seconds, facts.events, 0),
        Stretch(seconds, facts.events, ratio * facts.events),
    )


def _failures(facts: Facts, count: int) -> tuple[Stretch, ...]:
    """So many failures and nothing else, whole ones each step, the last in the middle of the short window."""
    steps = count if facts.enough else max(1, min(count, _room(facts) // facts.step))
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
    middle, base = _middle(facts), facts.smeared
    if not base:
        return middle
    fits = (at for at in range(middle, 0, -facts.step) if facts.shared <= at % base <= base - seconds)
    return next(fits, middle)


def _fewer_intervals(facts: Facts) -> Iterator[Scene]:
    """One interval less than it takes, full of failures, as one failed request may be where nothing else comes."""
    if facts.guard > 1:
        yield Scene(_claimed(facts.guard - 1), False, _intervals(facts, facts.guard - 1))


def _claimed(count: int) -> str:
    return (
        f"many failures in each of {count} intervals, and nothing else"
        if count > 1
        else ("many failures in one interval, and nothing else")
    )


def _intervals(facts: Facts, count: int) -> tuple[Stretch, ...]:
    """Failures in the first step of so many intervals, which are as far apart as these are long."""
    apart = _apart(facts)
    failing, idle = Stretch(apart, facts.events, facts.events), Stretch(facts.interval - apart, 0, 0)
    return (*[failing, idle] * (count - 1), failing, Stretch(_middle(facts), 0, 0))


def _apart(facts: Facts) -> int:
    """Seconds in which one failure happens: where tiles are given, it must not be in several of the intervals."""
    return min(facts.step, facts.interval or facts.step)


def _growing(facts: Facts) -> tuple[Stretch, ...]:
    """Traffic that every window sees otherwise, so that one of a wrong length shows; errors in half a short window.

    They are twice what is tolerated, or less where half a short window is so much of the long one that these would do.
    """
    half, middle = facts.long // 2, _middle(facts)
    events = half + 2 * (half - middle) + 4 * middle
    most = _BEGUN * facts.threshold * events / (4 * middle)
    return (
        Stretch(facts.apart - half, facts.events, 0),
        Stretch(half - middle, 2 * facts.events, 0),
        Stretch(middle, 4 * facts.events, 4 * facts.events * digits(min(2 * facts.threshold, most, 1))),
    )


def _chained(facts: Facts) -> tuple[Stretch, ...]:
    """Links, and parts of the last, so that one taken from twice or half as long ago shows; at half the rate."""
    bad = digits(0.5 * facts.threshold)
    more = 3 if facts.parts else 1  # so that no part passes for a link
    links = [(facts.link, more * _weight(ago)) for ago in range(facts.long // facts.link - 1, 0, -1)]
    parts = facts.link // facts.step if facts.parts else 1
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


def counters(facts: Facts) -> Iterator[Scene]:
    """What befalls counters in and before a base window, which is counted from their own samples."""
    base = facts.counted
    before, early, late_ = (base, 1), base // 2, base - base // 2
    lost = facts.before + 1
    told = (
        ("a scrape lost where the base window begins", (before, (1, 0, "lost"), (1, 2), (base - 1, 1))),
        ("three scrapes lost where it begins", (before, (lost, 1, "lost"), (1, 0), (base - 1, 1))),
        ("a restart early in it", ((base, 3), (1, 2), (early - 1, 2, "restart"), (late_, 1))),
        ("a restart before it, and series that end in it",
         (before, (lost, 1, "restart"), (late_ - 1, 1), (early + 1, 0, "lost"))),
    )  # fmt: skip
    for claim, runs in told:
        if claim == "a restart early in it" and lost > 3:
            continue  # what is made of a restart is of a scrape more, which is more than one sample
        yield Scene(claim, False, tuple(_scraped(facts, *one) for one in runs), "counters")
    yield Scene(
        "series that ended just before it",
        False,
        (_scraped(facts, *before), _scraped(facts, base + 1, 0, "lost")),
        "gone",
    )


def _scraped(facts: Facts, scrapes: int, times: int, how: str = "") -> Stretch:
    """So many scrapes at so many times the events, at half the rate that is tolerated."""
    events = times * facts.events
    bad = events * digits(0.5 * facts.threshold)
    return Stretch(scrapes * facts.step, events, bad, seen=how != "lost", restarts=how == "restart")


def _middle(facts: Facts) -> int:
    return _up(facts.short / 2, facts.step)


def _down(seconds: float, step: int) -> int:
    return int(seconds // step * step)


def _up(seconds: float, step: int) -> int:
    return math.ceil(seconds / step) * step
