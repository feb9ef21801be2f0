"""An outage as counters show it: steady traffic, of which from one scrape to another a share is bad."""

from __future__ import annotations

from fractions import Fraction
from itertools import repeat
from math import ceil

from msgspec import Struct

from avionics.conventions import names
from avionics.replay.clock import NONE, Clock, Column
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

    def events(self, scrape: int) -> int:
        """How many events there were up to a scrape."""
        return self.rate.numerator * self.scrape * scrape // self.rate.denominator

    def bad(self, scrape: int) -> int:
        """How many of them were bad."""
        if scrape <= self.begins:
            return 0
        events = self.events(min(scrape, self.ends)) - self.events(self.begins)
        return self.share.numerator * events // self.share.denominator


def sources(outage: Outage, metrics: tuple[str, ...], clock: Clock, *, by_time: bool = False) -> dict[str, Column]:
    """The columns of these pairs of errors and events, as `rate` gives them.

    An event is the time between two scrapes where they weigh `by_time`, as much of it bad as of what was counted.
    """
    last = (clock.at(clock.count) // outage.scrape) + 1
    events = [outage.events(scrape) for scrape in range(last)]
    bad = [outage.bad(scrape) for scrape in range(last)]
    made = {}
    for metric in metrics:
        prefix, window = part(metric)
        rates = [_rates(counts, outage.scrape, window + outage.scrape, clock) for counts in (events, bad)]
        if by_time:
            rates = [list(map(_share, some, rates[0], repeat(outage.scrape))) for some in rates]
        made[metric] = rates[prefix == names.ERRORS]
    return made


def _share(some: float, events: float, scrape: int) -> float:
    """How much of the time between two scrapes some of the events are; none while nothing comes."""
    return some / events / scrape if events else 0.0


def _rates(counts: list[int], scrape: int, window: int, clock: Clock) -> Column:
    """`rate` over `window` at each instant; none until the window lies within what was scraped.

    The counter stood high above 0 before, so nothing is cut at its birth.
    """
    views = [_view(beside, scrape, window) for beside in range(scrape)]
    column = []
    for instant in range(clock.start, clock.at(clock.count), clock.step):
        scrapes, beside = divmod(instant, scrape)
        newest, oldest, weight = views[beside]
        early = scrapes - oldest < 0
        column.append(NONE if early else (counts[scrapes - newest] - counts[scrapes - oldest]) * weight)
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
