"""What is recorded of slices of time, or of samples themselves, counted one by one: good, bad, or none there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice

from avionics.plan.objectives.objective import Objective
from avionics.plan.objectives.shape import Measure
from avionics.proof.suites.pairs import Told
from avionics.proof.traffic.played import of_traffic, sliced
from avionics.slis.play import Scrapes, Traffic

_LONG = 3
"""Windows in a case: the last is looked at, and twice as long a range sees no more than three."""


def cut(aim: Objective, window: Measure) -> Iterator[Told]:
    """Slices that are all bad, or all good, and some of each kind. Several series have each slices of their own.

    Slices end at whole scrapes since 1970. Where samples are closer, some are long before the end of theirs. Where an
    event is a sample, each is a slice.

    Raises:
        NoExample: none can be made up.
    """
    scrape, at = aim.scrape, _LONG * window.seconds
    held = at // scrape - (at - window.seconds) // scrape
    closer = -(-3 * scrape // 4) if sliced(aim) else scrape
    yield _told(aim, window, "every slice bad", Traffic((Scrapes(at // closer, 1, 1),), closer), held, held)
    yield _told(aim, window, "every slice good", Traffic((Scrapes(at // scrape, 1, 0),), scrape), held, 0)
    series, failing = (1, 1) if aim.slo.sli.one_a_scrape(aim.slo.by) else (3, 2)
    every = tuple(islice(cycle((Scrapes(1, series, 0), Scrapes(1, series, failing), Scrapes(1, 0, 0))), at // scrape))
    events, bad = sum(one.events for one in every[-held:]), sum(one.bad for one in every[-held:])
    yield _told(aim, window, "slices good, bad, and without a sample by turns", Traffic(every, scrape), events, bad)


def _told(aim: Objective, window: Measure, claim: str, traffic: Traffic, events: float, bad: float) -> Told:
    at, played = _LONG * window.seconds, of_traffic(aim, traffic)
    return Told(claim, traffic.every, at, played, events / window.seconds, bad / window.seconds)
