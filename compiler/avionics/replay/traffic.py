"""An outage as counters show it: steady traffic, of which from one scrape to another a share is bad."""

from __future__ import annotations

from fractions import Fraction
from itertools import repeat
from math import ceil, lcm

from msgspec import Struct

from avionics.conventions import names
from avionics.replay.clock import NONE, Clock, Column
from avionics.replay.refused import NotReplayed
from avionics.replay.rulebook import part


class Outage(Struct, frozen=True):
    """`rate` events a second, scraped every `scrape` seconds, `share` of them bad after the scrape number `begins`.

    Scrapes fall in the middle between multiples of `scrape`. Events are whole: a bad one is counted once it is full.
    """

    rate: Fraction
    share: Fraction
    scrape: int
    begins: int
    ends: int

    def events(self, scrapes: int) -> list[int]:
        """How many events there were up to each of the first scrapes."""
        each, parts = self.rate.numerator * self.scrape, self.rate.denominator
        return [each * scrape // parts for scrape in range(scrapes)]

    def bad(self, events: list[int]) -> list[int]:
        """How many of them were bad."""
        share, parts = self.share.numerator, self.share.denominator
        first, last = (events[min(scrape, len(events) - 1)] for scrape in (self.begins, self.ends))
        return [share * (min(max(count, first), last) - first) // parts for count in events]


def sources(outage: Outage, metrics: tuple[str, ...], clock: Clock, *, by_time: bool = False) -> dict[str, Column]:
    """The columns of these pairs of errors and events, as `rate` gives them.

    An event is the time between two scrapes where they weigh `by_time`, as much of it bad as of what was counted.

    Raises:
        NotReplayed: a window is shorter than a scrape.
    """
    last = (clock.at(clock.count) // outage.scrape) + 1
    events = outage.events(last)
    counted = {names.TOTAL: events, names.ERRORS: outage.bad(events)}
    made = {}
    for metric in metrics:
        prefix, window = part(metric)
        if window < outage.scrape:
            raise NotReplayed(f"{window} s of samples that are {outage.scrape} s apart")
        made[metric] = _rates(counted[prefix], outage.scrape, window + outage.scrape, clock)
        if by_time:
            whole = _rates(events, outage.scrape, window + outage.scrape, clock)
            made[metric] = list(map(_share, made[metric], whole, repeat(outage.scrape)))
    return made


def _share(some: float, events: float, scrape: int) -> float:
    """How much of the time between two scrapes some of the events are; none while nothing comes."""
    return some / events / scrape if events else 0.0


def _rates(counts: list[int], scrape: int, window: int, clock: Clock) -> Column:
    """`rate` over `window` at each instant; none until the window lies within what was scraped.

    The counter stood high above 0 before, so nothing is cut at its birth.
    """
    column, again = [NONE] * clock.count, lcm(scrape, clock.step)
    for first in range(min(again // clock.step, clock.count)):
        scrapes, beside = divmod(clock.at(first), scrape)  # the same distance from scrapes again after `again` seconds
        newest, oldest, weight = _view(beside, scrape, window)
        early = max(0, -((scrapes - oldest) * scrape // again))
        places = range(first, clock.count, again // clock.step)[early:]
        new, old = (counts[scrapes + early * again // scrape - back :: again // scrape] for back in (newest, oldest))
        column[places.start :: places.step] = [
            (more - less) * weight for _, more, less in zip(places, new, old, strict=False)
        ]
    return column


def _view(beside: int, scrape: int, window: int) -> tuple[int, int, float]:
    """How many scrapes lie between an instant `beside` seconds after a multiple of `scrape` and the window's newest and
    oldest sample, and the rate that an increase of 1 between the two is.

    As Prometheus extrapolates: to an edge of the window that is nearer than 1.1 scrapes, else by half a scrape. What
    was scraped at its very beginning is not in it; only Prometheus 2 would count that, and compiled rules do not.
    """
    half = scrape / 2
    newest, oldest = int(beside < half), ceil((window + half - beside) / scrape) - 1
    sampled = (oldest - newest) * scrape
    edges = (window - beside + half - oldest * scrape, beside - half + newest * scrape)
    assert min(edges) >= 0, edges
    reach = sampled + sum(edge if edge < 1.1 * scrape else half for edge in edges)
    return newest, oldest, reach / sampled / window
