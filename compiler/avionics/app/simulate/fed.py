"""What feeds the rules of an objective in an outage: events of its own, or what its parts record of theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from math import fsum

from msgspec import Struct
from msgspec.structs import replace

from avionics.conventions import names
from avionics.plan.objectives.shape import DAY, HOUR
from avionics.replay.clock import NONE, Clock, Column, there
from avionics.replay.reader import Track
from avionics.replay.rulebook import Rulebook
from avionics.replay.run import NOBODY, Replay, replay
from avionics.replay.traffic import Outage, sources

ENDLESS = 1 << 40
FAR = 1 << 20
"""Behind all rules of a service: those of another are evaluated at any time beside them, an evaluation ago at most."""


class Fed(Struct, frozen=True, dict=True):
    """An objective with its rules, at `traffic` events a second, scraped every `scrape` seconds.

    It is `assumed` where nobody said how many; they are called what it `counts`. The ratio is `timed` where the events
    do not weigh it. Of one that is made of `parts`, a `journey` or another, those that are `hit` fail and count; the
    traffic is that of its volume, else of the rarest of those. What is a part of several is one and the same in all.
    """

    book: Rulebook
    scrape: int
    traffic: Fraction
    assumed: bool = False
    timed: bool = False
    fails: bool = True
    counts: str = "events"
    parts: tuple[Fed, ...] = ()
    hit: tuple[str, ...] = ()
    journey: bool = False

    @property
    def name(self) -> str:
        """`service/slo`."""
        return self.book.name

    @cached_property
    def everything(self) -> tuple[Fed, ...]:
        """All that it is made of and itself, each once, after its own parts."""
        below = {each.name: each for part in self.parts for each in part.everything}
        return (*below.values(), self)

    @cached_property
    def failing(self) -> tuple[Fed, ...]:
        """Its parts that fail and whose errors count."""
        return tuple(part for part in self.parts if part.name in self.hit)

    @cached_property
    def rare(self) -> Fraction:
        """Events a second of what fails; where several parts do, of the one with the fewest."""
        return min((part.rare for part in self.failing), default=self.traffic)

    def events(self, seconds: int) -> Fraction:
        """How many events weigh its ratio in so many seconds."""
        return Fraction(seconds, self.scrape) if self.timed else self.traffic * seconds

    def at(self, traffic: Fraction) -> Fed:
        """The same where everything has so much traffic."""
        made: dict[str, Fed] = {}
        for each in self.everything:
            made[each.name] = replace(each, traffic=traffic, parts=tuple(made[part.name] for part in each.parts))
        return made[self.name]

    def leaves(self) -> Iterator[Fed]:
        """Those of its parts, and theirs, that have events of their own."""
        return (each for each in self.everything[:-1] if not each.parts)

    def ratio(self, share: Fraction) -> Fraction:
        """Its error ratio in the long run while `share` of all events of what fails are bad."""
        if not self.multiplied:
            return share * self.weight
        if share not in self._ratios:
            self._ratios[share] = self._lasting(share) or share * self.weight
        return self._ratios[share]

    @cached_property
    def multiplied(self) -> bool:
        """Whether its ratio is not in proportion to what fails: a journey fails otherwise where two of its steps do."""
        return (self.journey and len(self.failing) > 1) or any(part.multiplied for part in self.failing)

    @cached_property
    def weight(self) -> Fraction:
        """Its error ratio in the long run while all of what fails is bad.

        Less than 1 where that is a part of a mean, or idle now and then: it is left out of the whole meanwhile.
        """
        return (self._lasting(Fraction(1)) if self.parts else None) or Fraction(1)

    @cached_property
    def _ratios(self) -> dict[Fraction, Fraction]:
        """Those that were found."""
        return {}

    def _lasting(self, share: Fraction) -> Fraction | None:
        """Its error ratio from 2 h after an outage began; None where nothing was bad in 30 days.

        Seen until every part that fails has had a dozen bad events, at least for 6 h.
        """
        pair, step = (f"{names.ERRORS}1h", f"{names.TOTAL}1h"), self.book.step
        lasting = min(max(6 * HOUR, int(12 / (self.rare * share))), 30 * DAY)
        clock = Clock(0, step, (2 * HOUR + lasting) // step)
        tracks = self.replay(self.book.made(pair), share, (0, ENDLESS), clock).tracks
        hours = (tracks[metric].values[2 * HOUR // step :] for metric in pair)
        bad, whole = (fsum(value for value in values if there(value)) for values in hours)
        return Fraction(bad / whole).limit_denominator(10**9) if bad else None

    def replay(self, metrics: tuple[str, ...], share: Fraction, lasting: tuple[int, int], clock: Clock) -> Replay:
        """What it records while `share` of what fails is bad, from one second to another.

        Raises:
            NotReplayed: a rule holds something that replays do not understand.
        """
        good = replace(clock, count=lasting[0] // clock.step)
        return self._replays(metrics, share, lasting, clock, self._good(metrics, good))[self.name]

    def _good(self, metrics: tuple[str, ...], clock: Clock) -> Mapping[str, Replay]:
        """What it and its parts record while nothing is bad: found once, however many outages come after."""
        if (metrics, clock) not in self._goods:
            never = (ENDLESS, ENDLESS)
            self._goods[metrics, clock] = self._replays(metrics, Fraction(0), never, clock, {}) if clock.count else {}
        return self._goods[metrics, clock]

    @cached_property
    def _goods(self) -> dict[tuple[tuple[str, ...], Clock], Mapping[str, Replay]]:
        """Those that were found."""
        return {}

    def _replays(
        self,
        metrics: tuple[str, ...],
        share: Fraction,
        lasting: tuple[int, int],
        clock: Clock,
        good: Mapping[str, Replay],
    ) -> Mapping[str, Replay]:
        """What it and its parts record, by name; until the outage begins it is what they record of `good` events."""
        done: dict[str, Replay] = {}
        for each in self.everything:
            wanted = metrics if each is self else self._wanted(each)
            before = good[each.name].tracks if good else NOBODY
            if each.parts:
                others = dict(each._others(done, clock))
                done[each.name] = replay(each.book, wanted, {}, clock, others=others, before=before)
            else:
                made = each._made(wanted, share, lasting, clock)
                done[each.name] = replay(each.book, wanted, made, clock, before=before)
        return done

    def _made(
        self, wanted: tuple[str, ...], share: Fraction, lasting: tuple[int, int], clock: Clock
    ) -> Mapping[str, Column]:
        """The columns of its sources: of events of its own."""
        bad = share if self.fails else Fraction(0)
        outage = Outage(self.traffic, bad, self.scrape, *(at // self.scrape for at in lasting))
        return sources(outage, tuple(filter(self.book.is_source, wanted)), clock, by_time=self.timed)

    def _wanted(self, part: Fed) -> tuple[str, ...]:
        """What `part` records that another reads, and what that is made of."""
        read = {metric for each in self.everything for metric in each._reads.get(part.name, ())}
        return part.book.made(sorted(read & part.book.recordings.keys()))

    @cached_property
    def _reads(self) -> Mapping[str, frozenset[str]]:
        """What its rules read of each of its parts."""
        return {part.name: self.book.of_other(part.name) for part in self.parts}

    def _others(self, done: Mapping[str, Replay], clock: Clock) -> Iterator[tuple[str, Track]]:
        """What its rules read of its parts; nothing is in the series that a part does not record."""
        nothing = Track([NONE] * clock.count, 1, 0)
        for part, read in self._reads.items():
            behind = 0 if _service(part) == _service(self.name) else FAR
            for metric in sorted(read):
                track = done[part].tracks.get(metric, nothing)
                yield f"{part}/{metric}", replace(track, number=track.number + behind)


def _service(name: str) -> str:
    return name.partition("/")[0]
