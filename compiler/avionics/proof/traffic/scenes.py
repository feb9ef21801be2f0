"""The story a burn-rate tier is told: scenes one after the other, at whose ends it must fire or be silent.

What must happen follows from the Workbook (chapter 5): an error ratio r is noticed after
burn rate x error budget x long window / r, and forgotten when the short window is clean. Scenes are so far apart that
no window sees two of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from msgspec import Struct

from avionics.proof.traffic.facts import Facts, digits
from avionics.proof.traffic.stretches import (
    burst,
    chained,
    failures,
    growing,
    intervals,
    rounded_down,
    rounded_up,
    scrapes,
    steady,
)
from avionics.proof.traffic.traffic import Stretch


class Scene(Struct, frozen=True):
    """What happens until its end, and whether the alert fires then; `window` is the one whose pair it is about."""

    claim: str
    fires: bool
    stretches: tuple[Stretch, ...]
    name: str = ""
    window: str = ""


def scenes(facts: Facts) -> Iterator[Scene]:
    """The scenes of a tier, silent ones first: `keep_firing_for` would colour what follows a firing one."""
    guard = max(1, facts.guard)
    yield Scene("no events any more", False, (), "quiet")
    if facts.interval:
        yield from _fewer_intervals(facts)
    for count in sorted({1, guard - 1} - {0, guard}):
        yield Scene(f"{_failed(count)} and nothing else", False, failures(facts, count), "one" if count == 1 else "")
    yield Scene("errors just below its burn rate", False, steady(facts, facts.below))
    if facts.link:
        yield Scene("other traffic in each of what is chained", False, chained(facts), "chained")
    yield Scene("traffic grows and errors have only begun", False, growing(facts), "growing")
    for window, held in facts.counted:
        yield from _counters(facts, window, held)
    yield from _detection(facts)
    yield from _lasting(facts)
    if facts.interval:
        yield from _fires(facts, Scene(_claimed(facts.guard), True, intervals(facts, facts.guard)))
        return
    enough = math.ceil(guard * (1 + facts.missed))
    yield from _fires(facts, Scene(f"{_failed(enough)} and nothing else", True, failures(facts, enough)))


def maintenance(facts: Facts) -> Iterator[Scene]:
    """Errors in planned maintenance, which nobody is told of, and after it; where it is long, only in it."""
    burning = steady(facts, facts.burning)
    yield from _recovery(facts)
    yield Scene("errors at twice its burn rate, in planned maintenance", False, burning, "maintenance")
    if facts.maintained < facts.apart:
        yield from _fires(facts, Scene("errors at twice its burn rate, after planned maintenance", True, burning))


def _failed(count: int) -> str:
    return "one failure" if count == 1 else f"{count} failures"


def late(facts: Facts) -> Iterator[Scene]:
    """All is well before the first error, so that the series of errors comes late."""
    yield Scene("no events at all", False, (), "idle")
    yield Scene("events before the first error, whose series is not there yet", False, steady(facts, 0), "well")


def outage(facts: Facts) -> Iterator[Scene]:
    """Everything fails from the first event on, so that the series of what is good comes late."""
    yield Scene("no events at all", False, (), "idle")
    yield from _fires(facts, Scene("everything fails from the first event on", True, steady(facts, 1), "outage"))
    # what counts good events is not there yet: 0/0 of a fill would show
    yield Scene("no events after everything has failed", facts.keeps > 0, (), "quiet")
    # nor is what counts those that failed fast, where both are counted
    yield Scene("all is well, for long, after everything has failed", False, steady(facts, 0), "well")


def _detection(facts: Facts) -> Iterator[Scene]:
    ratio, due = facts.burning, facts.due
    before, after = rounded_down(facts.early - facts.slack, facts.step), rounded_up(due + facts.slack, facts.step)
    said = f"errors of {100 * ratio:.4g} % for"
    if before > 0:
        yield Scene(f"{said} {before} s, due after {facts.early:.0f} s", False, burst(facts, ratio, before))
    yield from _ended(facts)
    if after <= facts.long:
        yield from _fires(facts, Scene(f"{said} {after} s, due after {due:.0f} s", True, burst(facts, ratio, after)))
        yield from _recovery(facts)


def _ended(facts: Facts) -> Iterator[Scene]:
    """Errors that burnt more than enough: forgotten once the short window is below the rate, not while all is idle."""
    ratio = digits(min(6 * facts.threshold, (1 + facts.threshold) / 2))
    faded = rounded_up(facts.short + facts.slack, facts.step)
    if _is_enough(facts, ratio, facts.long - faded):
        burnt = Stretch(facts.long - faded, facts.events, ratio * facts.events)
        rest = Stretch(faded, facts.events, facts.faded * facts.events)
        yield Scene("errors that have faded to four fifths of its rate", False, (burnt, rest))
    idle = rounded_up(max(0.6 * facts.long, faded), facts.step)
    if facts.long - idle > 2 * facts.slack and _holds_enough(facts, facts.long - idle):
        burnt = Stretch(facts.long - idle, 4 * facts.events, 4 * ratio * facts.events)
        scene = Scene("errors, then no events: idle is not recovery", True, (burnt, Stretch(idle, 0, 0)))
        yield from _fires(facts, scene)
        yield from _recovery(facts)


def _is_enough(facts: Facts, ratio: float, seconds: int) -> bool:
    """Whether errors of so many seconds are clearly enough for the long window, whatever comes after them."""
    return _holds_enough(facts, seconds) and ratio * seconds > 1.1 * facts.threshold * facts.long


def _holds_enough(facts: Facts, seconds: int) -> bool:
    """Whether so many seconds hold enough failures for the guard, where it counts intervals."""
    return not facts.interval or seconds >= facts.guard * facts.interval + facts.slack


def _lasting(facts: Facts) -> Iterator[Scene]:
    if facts.above <= 1:
        scene = Scene("errors just above its burn rate", True, steady(facts, facts.above), "lasting")
        yield from _fires(facts, scene)
        yield from _recovery(facts)


def _fires(facts: Facts, scene: Scene) -> Iterator[Scene]:
    """A scene that fires; with a `for`, when it comes again."""
    if facts.waits:
        yield Scene(f"{scene.claim}, not yet for as long as 'for' says", False, scene.stretches)
    yield scene


def _recovery(facts: Facts) -> Iterator[Scene]:
    well = steady(facts, 0)
    kept = facts.keeps > 0
    yield Scene("all is well again, within keep_firing_for" if kept else "all is well again", kept, well)
    yield Scene("all has been well for long", False, well)


def _fewer_intervals(facts: Facts) -> Iterator[Scene]:
    """One interval less than it takes, full of failures, as one failed request may be where nothing else comes."""
    if facts.guard > 1:
        yield Scene(_claimed(facts.guard - 1), False, intervals(facts, facts.guard - 1))


def _claimed(count: int) -> str:
    where = f"in each of {count} intervals" if count > 1 else "in one interval"
    return f"many failures {where}, and nothing else"


def _counters(facts: Facts, window: str, held: int) -> Iterator[Scene]:
    """What befalls counters in and before a window of so many samples, which is counted from their own.

    What is made of a restart is of a scrape more: where that is samples more, these are what the window is on average.
    """
    before, early, late_ = (held, 1), held // 2, held - held // 2
    lost, more = facts.before + 1, (facts.before - 1) // 2
    told = (
        ("a scrape lost where the last {} begin", (before, (facts.before - 1, 0, "lost"), (1, 2), (held - 1, 1))),
        ("three scrapes lost where the last {} begin", (before, (lost, 1, "lost"), (1, 0), (held - 1, 1))),
        ("a restart early in the last {}",
         ((held, 3), (more, (2 * early + late_) / held), (1, 2), (early - 1, 2, "restart"), (late_, 1))),
        ("a restart before the last {}, and series that end in them",
         (before, (lost, 1, "restart"), (late_ - 1, 1), (early + 1, 0, "lost"))),
    )  # fmt: skip
    for claim, runs in told:
        happens = tuple(scrapes(facts, *one) for one in runs if one[0])
        yield Scene(claim.format(window), False, happens, "counters", window)
    ended = (scrapes(facts, *before), scrapes(facts, held + 1, 0, "lost"))
    yield Scene(f"series that ended just before the last {window}", False, ended, "gone", window)
