"""What is recorded of an error ratio that people wrote, counted from its samples.

Where it is weighted by time an event is the time between two scrapes, and as bad as the ratio of a window and one
scrape more says.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from avionics.plan.objectives.objective import Objective
from avionics.plan.objectives.shape import Measure
from avionics.proof.suites.pairs import SOME, Told
from avionics.proof.traffic.played import counts_good, errors_within, filtered, of_traffic, unfilled
from avionics.proof.traffic.scraped import sampled
from avionics.slis.play import Scrapes, Traffic

_LONG = 3
"""Windows in a case: the last is looked at, and twice as long a range sees no more than three."""


def weighted(aim: Objective, window: Measure) -> Iterator[Told]:
    """What stories of traffic do not tell of a ratio with a weight: no more events are bad than there are, where the
    weight is 0 there are none, which is known, and a window holds what is early in it, and nothing from before it.

    Raises:
        NoExample: none can be made up.
    """
    step = sampled(aim)
    samples = window.seconds // step
    before, after = _before(samples), _after(samples)

    def told(claim: str, events: float, bad: float, *scrapes: Scrapes) -> Told:
        return Told(claim, step, _LONG * samples * step, of_traffic(aim, Traffic(scrapes, step)), events, bad)

    if not counts_good(aim) and not errors_within(aim):
        yield told("more errors than events", 1 / step, 1 / step, Scrapes(_LONG * samples, 1, 1.5))
    idle = Scrapes(samples, 1, 0.25), Scrapes((_LONG - 1) * samples, 0, 0)
    yield _idle(told("no events, a weight of 0", 0, 0, *idle), filtered(aim))
    past = Scrapes(_LONG * samples - before, 10, 5), Scrapes(before, 1, 0)
    yield told("more events before it, and errors", 1 / step, 0, *past)
    early = Scrapes(1, 1, 0.5), Scrapes(2 * samples - 1, 0, 0), Scrapes(samples - after, 1, 0.5), Scrapes(after, 0, 0)
    yield told("events early in it alone, and errors", SOME, SOME, *early)


def timed(aim: Objective, window: Measure) -> Iterator[Told]:
    """Every kind of window that the ratio itself can tell of.

    Raises:
        NoExample: none can be made up.
    """
    samples = window.seconds // sampled(aim)
    every = _LONG * samples
    for claim, ratio in (("a quarter of all events bad", 0.25), ("no event bad yet", 0.0), ("every event bad", 1.0)):
        yield _told(aim, window, claim, (Scrapes(every, 1, ratio),), ratio, events=1)
    idle = (Scrapes(samples, 1, 0.25), Scrapes(every - samples, 0, 0))
    yield _idle(_told(aim, window, "no events, 0/0", idle, 0, events=0), filtered(aim))
    if not counts_good(aim):
        yield _told(aim, window, "more errors than events", (Scrapes(every, 1, 1.5),), 1, events=1)
    yield from _bursts(aim, window, samples)


def _idle(told: Told, nothing: bool) -> Told:
    """Where people leave away what is 0 nothing is recorded, which is as right as no events."""
    return replace(told, claim="no events", events=None, bad=None, variance=None) if nothing else told


def _bursts(aim: Objective, window: Measure, samples: int) -> Iterator[Told]:
    """Errors before the window alone, and early in it: a range twice or half as long sees others."""
    before = _before(samples)
    past = _LONG * samples - before
    yield _told(aim, window, "errors before it alone", (Scrapes(past, 1, 1), Scrapes(before, 1, 0)), 0, events=1)
    late = samples // 2
    fell = (Scrapes(past, 10, 0), Scrapes(before - late, 3, 0.75), Scrapes(late, 1, 0.25))
    yield _told(aim, window, "a quarter of all events bad in falling traffic", fell, 0.25, events=1)
    after = _after(samples)
    early = samples - after
    first = Scrapes(1, 1, 1)  # of a counter that appears with it, nothing is seen to grow
    told = (first, Scrapes(2 * samples - 1, 1, 0), Scrapes(early, 1, 1), Scrapes(after, 1, 0))
    yield _told(aim, window, "errors early in it", told, SOME, events=1)


def _before(samples: int) -> int:
    """All that is read for a window of so many: a scrape more, and the samples on both its edges may be."""
    return samples + 3


def _after(samples: int) -> int:
    """All that is in half of what is read."""
    return (samples + 1) // 2 + 1


def _told(aim: Objective, window: Measure, claim: str, scrapes: tuple[Scrapes, ...], ratio: float, events: int) -> Told:
    step, bad = sampled(aim), ratio / aim.scrape
    series = of_traffic(aim, Traffic(scrapes, step))
    variance = None if ratio == SOME else bad**2 * window.seconds
    return Told(
        claim, step, _LONG * (window.seconds // step) * step, series, events / aim.scrape, bad, variance, unfilled(aim)
    )
