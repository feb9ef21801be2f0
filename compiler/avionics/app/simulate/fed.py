"""What feeds the rules of an objective in an outage: events of its own, or what its parts record of theirs."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from math import fsum

from msgspec import Struct
from msgspec.structs import replace

from avionics.conventions import names
from avionics.replay.clock import NONE, Clock, there
from avionics.replay.evaluate import Track
from avionics.replay.rulebook import Rulebook
from avionics.replay.run import Replay, replay
from avionics.replay.traffic import Outage, sources

HOUR = 3600
DAY = 24 * HOUR
ENDLESS = 1 << 40


class Fed(Struct, frozen=True, dict=True):
    """An objective with its rules, at `traffic` events a second, scraped every `scrape` seconds.

    It is `assumed` where nobody said how many. The ratio is `timed` where the events do not weigh it. Of one that is
    made of `parts` some fail, and the traffic is that of its volume, else of the rarest of those.
    """

    book: Rulebook
    scrape: int
    traffic: Fraction
    assumed: bool = False
    timed: bool = False
    fails: bool = True
    parts: tuple[Fed, ...] = ()

    @property
    def name(self) -> str:
        """`service/slo`."""
        return self.book.name

    @property
    def rare(self) -> Fraction:
        """Events a second of what fails; where several parts do, of the one with the fewest."""
        return min((part.rare for part in self.parts if part.fails), default=self.traffic)

    def events(self, seconds: int) -> Fraction:
        """How many events weigh its ratio in so many seconds."""
        return Fraction(seconds, self.scrape) if self.timed else self.traffic * seconds

    def at(self, traffic: Fraction) -> Fed:
        """The same where everything has so much traffic."""
        return replace(self, traffic=traffic, parts=tuple(part.at(traffic) for part in self.parts))

    def leaves(self) -> Iterator[Fed]:
        """Those of its parts, and theirs, that have events of their own; those of a part that is well are well."""
        for part in self.parts:
            below = part.leaves() if part.parts else (part,)
            yield from (replace(leaf, fails=leaf.fails and part.fails) for leaf in below)

    def ratio(self, share: Fraction) -> Fraction:
        """Its error ratio in the long run while `share` of all events of what fails are bad."""
        return share * self.weight

    @cached_property
    def weight(self) -> Fraction:
        """Its error ratio in the long run while all of what fails is bad.

        Less than 1 where that is a part of a mean, or idle now and then: it is left out of the whole meanwhile. Seen
        from 2 h after it began until every part that fails has had a dozen events, at least for 6 h.
        """
        if not self.parts:
            return Fraction(1)
        pair, step = (f"{names.ERRORS}1h", f"{names.TOTAL}1h"), self.book.step
        lasting = min(max(6 * HOUR, int(12 / self.rare)), 30 * DAY)
        clock = Clock(0, step, (2 * HOUR + lasting) // step)
        tracks = self.replay(self.book.made(pair), Fraction(1), (0, ENDLESS), clock).tracks
        hours = (tracks[metric].values[2 * HOUR // step :] for metric in pair)
        bad, whole = (fsum(value for value in values if there(value)) for values in hours)
        return Fraction(bad / whole).limit_denominator(10**9) if bad else Fraction(1)

    def replay(self, metrics: tuple[str, ...], share: Fraction, lasting: tuple[int, int], clock: Clock) -> Replay:
        """What it records while `share` of what fails is bad, from one second to another.

        Raises:
            NotReplayed: a rule holds something that replays do not understand.
        """
        failing = share if self.fails else Fraction(0)
        if self.parts:
            return replay(self.book, metrics, {}, clock, others=dict(self._others(failing, lasting, clock)))
        outage = Outage(self.traffic, failing, self.scrape, *(at // self.scrape for at in lasting))
        wanted = tuple(filter(self.book.is_source, metrics))
        return replay(self.book, metrics, sources(outage, wanted, clock, by_time=self.timed), clock)

    def _others(self, share: Fraction, lasting: tuple[int, int], clock: Clock) -> Iterator[tuple[str, Track]]:
        """What its rules read of its parts; nothing is in the series that a part does not record."""
        for part in self.parts:
            read = self.book.of_other(part.name)
            recorded = part.book.made(sorted(read & part.book.recordings.keys()))
            tracks = part.replay(recorded, share, lasting, clock).tracks
            nothing = Track([NONE] * clock.count, 1, 0)
            yield from ((f"{part.name}/{metric}", tracks.get(metric, nothing)) for metric in sorted(read))
