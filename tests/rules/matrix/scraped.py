"""What a service would expose for a shape of traffic, sample by sample, and the truth counted from these samples.

Truth is the increase between two samples of one series that follow each other; it falls where the later one does.
Scrapes fall at odd seconds, as on a real server: no sample lies on the edge of a window.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise

from bench.remote import Point, Series

from rules.matrix.kinds import SAMPLED, Counter, Counts, Kind, Sample, counters, gauge

MINUTE, HOUR, DAY = 60, 3_600, 86_400
BASE = 5 * MINUTE
"""The base window that is usual."""
BEGIN = 1_767_225_600
"""2026-01-01 00:00 UTC."""
LONG_THERE = 1_000_000
"""Where counters stand that were there long before; those of bad events, which are few, begin at 0."""

Increases = dict[int, list[int]]
"""Events and bad events, by the second of the later sample."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Events and bad events a minute, by the second since the beginning, and all that happens to what counts them.

    Pods live for `life` seconds and are replaced in turn; their counters start anew every `restart` seconds. The series
    of bad events is there from the second `late` on, or, where that is -1, from the first bad event of each pod on.
    Scrapes fail in `gaps`; rules are not evaluated in `outages`; every series ends at `until`.
    """

    name: str
    events: Callable[[int], float]
    bad: Callable[[int], float]
    kind: Kind = "errors"
    scrape: int = 60
    base: int = BASE
    pods: int = 2
    life: int = 0
    restart: int = 0
    late: int = 0
    gaps: tuple[range, ...] = ()
    outages: tuple[range, ...] = ()
    until: int = 0
    replicas: int = 1

    @property
    def interval(self) -> int:
        """Seconds between evaluations: a base window holds two of them at least."""
        return min(MINUTE, self.base // 2)

    @property
    def missed(self) -> frozenset[int]:
        """The seconds at which no rule was evaluated."""
        return frozenset(chain.from_iterable(self.outages))


@dataclass(frozen=True, slots=True)
class Counted:
    """Increases summed up, in the order of time."""

    at: Sequence[int]
    events: Sequence[int]
    bad: Sequence[int]

    def between(self, start: int, end: int) -> tuple[int, int]:
        """Events and bad events after `start` and up to `end`."""
        first, last = (bisect_right(self.at, edge) for edge in (start, end))
        return self.events[last] - self.events[first], self.bad[last] - self.bad[first]


@dataclass(frozen=True, slots=True)
class Scraped:
    """The series, and their increases: those between which no scrape was lost, and all there are.

    `burnt` are the windows of `base` seconds with bad events.
    """

    series: list[Series]
    scraped: Counted
    all: Counted
    burnt: Sequence[int]
    base: int

    def slots(self, start: int, end: int) -> int:
        """How many base windows between these hold a bad event."""
        first, last = (bisect_right(self.burnt, edge // self.base) for edge in (start, end))
        return last - first


def scraped(shape: Shape, length: int, begin: int = BEGIN) -> Scraped:
    """`length` seconds of a shape."""
    series: list[Series] = []
    seen: Increases = {}
    every: Increases = {}
    for pod in range(shape.pods):
        carried = [pod / shape.pods, pod / shape.pods]
        for birth, death in _lives(shape, pod, length):
            own = {"shape": shape.name, "pod": f"{pod}-{birth}"}
            counts = list(_counts(shape, birth, death, carried))
            if shape.kind in SAMPLED:
                series.append(_sampled(shape, counts, own, (seen, every), begin, begin + length))
                continue
            first = next((at for at, _, failed in counts if failed), 0) if shape.late < 0 else shape.late
            for counter in counters(shape.kind, counts, first):
                samples = list(_samples(shape, counter, there=not shape.restart and birth < shape.scrape + 7))
                for replica in range(shape.replicas):
                    here = [(begin + at + 11 * replica, value) for at, value in samples]
                    labels = {**counter.labels, **own, "replica": str(replica)}
                    series.append(Series(labels, list(_marked(here, shape.scrape, begin + length))))
                    _count(pairwise(here), counter, every)
                    _count((pair for pair in pairwise(here) if _close(shape, pair)), counter, seen)
    burnt = {at // shape.base for at, (_, bad) in every.items() if bad > 0}
    return Scraped(series, _summed(seen), _summed(every), sorted(burnt), shape.base)


def _sampled(
    shape: Shape, counts: Counts, labels: dict[str, str], found: tuple[Increases, Increases], begin: int, end: int
) -> Series:
    """A gauge of which each sample is an event, bad where a bad event fell into its scrape."""
    name, points = "", []
    for at, _, failed in counts:
        if any(at in gap for gap in shape.gaps):
            continue
        name, value = gauge(shape.kind, begin + at, failed > 0)
        points.append((begin + at, value))
        for sums in found:
            one = sums.setdefault(begin + at, [0, 0])
            one[0] += 1
            one[1] += failed > 0
    return Series({"__name__": name, **labels}, list(_marked(points, shape.scrape, end)))


def _lives(shape: Shape, pod: int, length: int) -> Iterator[tuple[int, int]]:
    """From when to when each pod in turn is scraped: at seconds of its own, replaced one after the other."""
    end = min(length, shape.until or length)
    first = 7 + shape.scrape * pod // shape.pods
    births = [first, *(range(shape.life + 137 * pod + first, end, shape.life) if shape.life else ())]
    yield from zip(births, [*births[1:], end], strict=True)


def _counts(shape: Shape, birth: int, death: int, carried: list[float]) -> Iterator[tuple[int, int, int]]:
    """Good and bad events of one pod for each scrape, in whole numbers; fractions are carried over."""
    share = shape.scrape / MINUTE / shape.pods
    for at in range(birth, death, shape.scrape):
        middle = at - shape.scrape // 2
        bad = min(shape.bad(middle), shape.events(middle))
        whole = []
        for kind, expected in enumerate(((shape.events(middle) - bad) * share, bad * share)):
            carried[kind] += expected
            whole.append(int(carried[kind] + 1e-9))
            carried[kind] -= whole[-1]
        yield at, whole[0], whole[1]


def _samples(shape: Shape, counter: Counter, *, there: bool) -> Iterator[tuple[int, int]]:
    """The counter at each scrape that did not fail. One that was not `there` long before begins near 0."""
    value, since = (LONG_THERE if there and not counter.bad else 0), 0
    for at, count in counter.counts:
        again = bool(shape.restart) and at // shape.restart != since
        value, since = (count if again else value + count), at // shape.restart if shape.restart else 0
        if not any(at in gap for gap in shape.gaps):
            yield at, value


def _marked(samples: list[Sample], scrape: int, end: int) -> Iterator[Point]:
    """The samples, and the staleness marker of the scrape that no longer found the series."""
    for (at, value), (following, _) in pairwise([*samples, (end, 0)]):
        yield at, float(value)
        if following > at + 1.5 * scrape:
            yield at + scrape, None


def _close(shape: Shape, pair: tuple[Sample, Sample]) -> bool:
    """Whether no scrape was lost between two samples."""
    (before, _), (at, _) = pair
    return at - before <= shape.scrape


def _count(pairs: Iterable[tuple[Sample, Sample]], counter: Counter, found: Increases) -> None:
    for (_, low), (at, high) in pairs:
        increase = high - low if high >= low else high
        sums = found.setdefault(at, [0, 0])
        sums[0] += increase * counter.events
        sums[1] += increase * counter.bad


def _summed(found: Increases) -> Counted:
    at = sorted(found)
    events, bad = (list(accumulate((found[each][part] for each in at), initial=0)) for part in (0, 1))
    return Counted(at, events, bad)
