"""A month of a service: pods that come and go, incidents, a scrape gap; and the truth, counted from its samples."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from bench.remote import Point, Series

MINUTE = 60
HOUR = 3600
DAY = 86_400
BEGIN = 1_767_225_600
"""2026-01-01 00:00 UTC: a full hour, day and half hour."""

PODS = 4
LIFE = 3 * DAY
"""After how long a pod is replaced by a new one."""

ROLL = 2 * MINUTE
"""Between the replacement of one pod and of the next."""

USUAL_ERRORS = 0.0001
"""A tenth of the budget of 99.9 %."""


@dataclass(frozen=True, slots=True)
class Incident:
    """A share of requests that fails for a while."""

    name: str
    share: float
    seconds: int


INCIDENTS = (
    Incident("100% 5m", 1.0, 5 * MINUTE),
    Incident("100% 30m", 1.0, 30 * MINUTE),
    Incident("10% 1h", 0.1, HOUR),
    Incident("2% 6h", 0.02, 6 * HOUR),
    Incident("7x 12h", 0.007, 12 * HOUR),
    Incident("3.6x 2d", 0.0036, 2 * DAY),
    Incident("1.4x 5d", 0.0014, 5 * DAY),
)
BUSY = Incident("busy 10%", 0.1, HOUR)
"""A tenth of the one busy hour of a day, on spiky traffic only."""

BUSY_HOUR = 15
GAP = 10 * MINUTE


@dataclass(frozen=True, slots=True)
class Scenario:
    """Requests a minute by the second of the day, whether they come at random, and what fails without an incident."""

    name: str
    per_minute: Callable[[int], float]
    drawn: bool = False
    incidents: tuple[Incident, ...] = INCIDENTS
    usual: float = USUAL_ERRORS
    lost_every: int = 0


def _busy(second: int) -> float:
    return 30_000 if second // HOUR == BUSY_HOUR else 30


def _batch(second: int) -> float:
    return 600 if second % HOUR < 10 * MINUTE else 0


SCENARIOS = {
    each.name: each
    for each in (
        Scenario("steady", lambda _: 1200),
        Scenario("spiky", _busy, drawn=True, incidents=(*INCIDENTS, BUSY)),
        Scenario("spiky-even", _busy, incidents=(*INCIDENTS, BUSY)),
        Scenario("low", lambda _: 0.5, incidents=(), usual=0, lost_every=3 * DAY),
        Scenario("batch", _batch),
    )
}


@dataclass(frozen=True, slots=True)
class Happening:
    """An incident at its time: seconds since the epoch."""

    incident: Incident
    start: int

    @property
    def end(self) -> int:
        return self.start + self.incident.seconds


@dataclass(slots=True)
class Truth:
    """Increases between samples of one series, by the second of the later sample."""

    at: list[int] = field(default_factory=list)
    events: list[int] = field(default_factory=list)
    bad: list[int] = field(default_factory=list)

    def between(self, start: int, end: int) -> tuple[int, int]:
        """Events and bad events in samples after `start` and up to `end`."""
        first, last = bisect_right(self.at, start), bisect_right(self.at, end)
        return self.events[last] - self.events[first], self.bad[last] - self.bad[first]


@dataclass(frozen=True, slots=True)
class Month:
    """What was scraped, what is true of it, and what happened when."""

    series: list[Series]
    truth: Truth
    happenings: list[Happening]
    gap: range
    end: int

    def ratio(self, at: int) -> float:
        """The share of bad events in the 30 days before `at`."""
        events, bad = self.truth.between(at - 30 * DAY, at)
        return bad / events


def happenings(chosen: Iterable[Incident], days: int) -> list[Happening]:
    """The incidents one after the other with equal pauses between, each at two minutes past a full hour."""
    several = list(chosen)
    pause = (days * DAY - sum(each.seconds for each in several)) // (len(several) + 1)
    found, at = [], BEGIN
    for each in several:
        at += pause
        hour = at // HOUR * HOUR
        start = at // DAY * DAY + BUSY_HOUR * HOUR if each is BUSY else hour + 2 * MINUTE
        found.append(Happening(each, start))
        at += each.seconds
    return found


def month(scenario: Scenario, chosen: Iterable[Incident], days: int, seed: int) -> Month:
    """`days` of a scenario, scraped once a minute, with these incidents and one scrape gap of ten minutes."""
    planned = happenings([each for each in chosen if each in scenario.incidents], days)
    end = BEGIN + days * DAY
    noon = BEGIN + (days - 1) * DAY + 13 * HOUR + 17 * MINUTE
    gap = range(noon, noon + GAP)
    truth: dict[int, list[int]] = {}
    series: list[Series] = []
    for pod in range(PODS):
        draw = random.Random(f"{scenario.name} {seed} {pod}")
        counts = _Counts(scenario, planned, pod, draw)
        for birth, death in _lives(pod, end):
            series.extend(_pod(counts, f"{pod}-{(birth - BEGIN) // DAY}", range(birth, death, MINUTE), gap, truth, end))
    return Month(series, _counted(truth), planned, gap, end)


def _lives(pod: int, end: int) -> Iterator[tuple[int, int]]:
    """From when to when each pod in turn is scraped; pods are scraped at different seconds of the minute."""
    births = [BEGIN + 7 + 15 * pod, *(at + ROLL * pod + 7 + 15 * pod for at in range(BEGIN + LIFE, end, LIFE))]
    yield from zip(births, [*births[1:], end], strict=True)


class _Counts:
    """Good and bad requests of one pod in each minute; fractions are carried over, or drawn at random."""

    def __init__(self, scenario: Scenario, planned: list[Happening], pod: int, draw: random.Random) -> None:
        self._scenario, self._planned, self._pod, self._draw = scenario, planned, pod, draw
        self._carried = [pod / PODS, pod / PODS]

    def at(self, second: int) -> tuple[int, int]:
        """Good and bad requests in the minute before `second`, all of them as in its middle."""
        middle = second - MINUTE // 2
        burning = (each.incident.share for each in self._planned if each.start <= middle < each.end)
        share = max([self._scenario.usual, *burning])
        expected = self._scenario.per_minute(middle % DAY) / PODS
        good, bad = self._whole(0, expected * (1 - share)), self._whole(1, expected * share)
        return good, bad + self._lost(second)

    def _lost(self, second: int) -> int:
        """The one request that fails every so many nights, at 02:41, on the first pod."""
        every = self._scenario.lost_every
        since = (second - BEGIN - 2 * HOUR - 41 * MINUTE) if every else -1
        return int(self._pod == 0 and since >= 0 and since % every < MINUTE)

    def _whole(self, kind: int, expected: float) -> int:
        if self._scenario.drawn:
            return _poisson(self._draw, expected)
        self._carried[kind] += expected
        whole = int(self._carried[kind] + 1e-9)
        self._carried[kind] -= whole
        return whole


def _poisson(draw: random.Random, mean: float) -> int:
    """A Poisson number; from 50 on the normal one nearest to it."""
    if mean > 50:
        return max(0, round(draw.gauss(mean, mean**0.5)))
    count, product, limit = -1, 1.0, 2.718281828459045**-mean
    while product > limit or count < 0:
        product *= draw.random()
        count += 1
    return count


def _pod(
    counts: _Counts, name: str, scrapes: range, gap: range, truth: dict[int, list[int]], end: int
) -> Iterator[Series]:
    """The two counters of a pod; that of errors is there from birth on the first pod, else from the first error."""
    drawn = [counts.at(second) for second in scrapes]
    for kind, code in enumerate(("200", "500")):
        values = list(accumulate(pair[kind] for pair in drawn))
        seen = [
            (second, value)
            for second, value in zip(scrapes, values, strict=True)
            if second not in gap and (value or kind == 0 or name.startswith("0-"))
        ]
        for (_, before), (second, value) in pairwise(seen):
            truth.setdefault(second, [0, 0])
            truth[second][0] += value - before
            truth[second][1] += (value - before) * kind
        if seen:
            labels = {"__name__": "http_requests_total", "job": "shop", "environment": "P", "pod": name, "code": code}
            yield Series(labels, list(_scraped(seen, scrapes, gap, end)))


def _scraped(seen: list[tuple[int, int]], scrapes: range, gap: range, end: int) -> Iterator[Point]:
    """The samples, and the marker that a scrape leaves behind which no longer finds the series."""
    for (second, value), (following, _) in zip(seen, [*seen[1:], (0, 0)], strict=True):
        yield second, float(value)
        if following > second + MINUTE and second + MINUTE in gap:
            yield second + MINUTE, None
    if scrapes.stop < end:
        yield seen[-1][0] + MINUTE, None


def _counted(increases: dict[int, list[int]]) -> Truth:
    at = sorted(increases)
    events, bad = (list(accumulate((increases[second][part] for second in at), initial=0)) for part in (0, 1))
    return Truth(at, events, bad)
