"""One tier under one outage: when it fires, and when it falls silent again."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from msgspec import Struct

from avionics.app.simulate.fed import ENDLESS, Fed
from avionics.plan.alerts.severity import compiled_severity
from avionics.plan.objectives.objective import Objective
from avionics.plan.objectives.shape import HOUR
from avionics.plan.objectives.windows import Tier
from avionics.plan.values import CompiledSeverity
from avionics.promql.syntax.parse import walk
from avionics.promql.text.duration import seconds
from avionics.replay.clock import Clock
from avionics.replay.rulebook import Rule, Rulebook
from avionics.report.simulation.values import Noticed, Point
from avionics.report.simulation.values import Tier as Told


class Tried(Struct, frozen=True):
    """A tier of an objective with its rules, and what feeds them."""

    aim: Objective
    tier: Tier
    fed: Fed

    @property
    def book(self) -> Rulebook:
        """The rules."""
        return self.fed.book

    @property
    def traffic(self) -> Fraction:
        """Events a second of what fails."""
        return self.fed.rare

    @property
    def alert(self) -> Rule:
        """Its alert."""
        return self.book.alerts[self.tier.long]

    @property
    def severity(self) -> CompiledSeverity:
        """How loud its alert really is, at the objective's stage and in this environment."""
        return compiled_severity(self.tier.severity, self.aim.stage, self.aim.environment)

    @property
    def long(self) -> int:
        """Seconds of the long window."""
        return seconds(self.tier.long)

    @property
    def short(self) -> int:
        """Seconds of the short window."""
        return seconds(self.tier.short)

    @property
    def threshold(self) -> Fraction:
        """The error ratio above which it fires, as its rule writes it."""
        return Fraction(self.tier.burn_rate(self.aim.slo.window) * self.aim.budget)

    @property
    def tile(self) -> int:
        """Seconds of the longest tile its windows are made of; 0 where there is none."""
        needed = (self.book.recordings[metric] for metric in self.book.needed((self.alert,)))
        nodes = (node for rule in needed for node in walk(rule.tree))
        steps = (node.step for node in nodes if type(node).__name__ == "SubqueryExpr" and node.step is not None)
        return max((int(step.total_seconds()) for step in steps), default=0)

    @property
    def slack(self) -> int:
        """What an alert may come later than its windows fill up: tiles, evaluations of both groups, scrapes."""
        return 2 * self.tile + 10 * self.alert.interval + 10 * self.aim.scrape

    @property
    def gap(self) -> int:
        """Seconds between two events, where that is longer than between two scrapes; else 0."""
        between = int(1 / self.traffic)
        return between if between > self.aim.scrape else 0

    def told(self, points: int) -> Told:
        """Its condition for people, with so many points of its curve."""
        return Told(
            window=self.tier.long,
            severity=self.severity,
            burn=float(self.threshold / Fraction(self.aim.budget)),
            threshold=float(self.threshold),
            long=self.long,
            short=self.short,
            failures=self.tier.min_failures,
            events=self.tier.min_events,
            curve=tuple(curve(self, points)),
        )


def noticed(tried: Tried, share: Fraction) -> Noticed:
    """What the tier makes of an outage in which `share` of all events are bad."""
    tier, within = tried.tier, tried.tile + tried.gap + tried.alert.interval
    detection = detected(tried, share)
    if detection is None:
        return Noticed(tier.long, tried.severity, None, None, None, within)
    silent, gone = reset(tried, share, detection), spent(tried, share, detection)
    return Noticed(tier.long, tried.severity, detection, silent, gone, within)


def spent(tried: Tried, share: Fraction, lasting: int) -> float:
    """The share of a period's budget that is gone after so many seconds."""
    return float(tried.fed.ratio(share) * lasting / (Fraction(tried.aim.budget) * tried.aim.slo.window))


def curve(tried: Tried, points: int) -> Iterator[Point]:
    """The outages it notices, from the least to one of everything, as far apart on a logarithmic axis."""
    least = float(max(tried.threshold, tried.tier.min_failures / (tried.traffic * tried.long))) * 1.01
    for at in range(points):
        share = Fraction(min(1.0, least ** (1 - at / (points - 1))))
        detection = detected(tried, share)
        if detection is not None:
            yield Point(float(share), detection, spent(tried, share, detection))


def detected(tried: Tried, share: Fraction, late: int = 0) -> int | None:
    """Seconds from the beginning of an endless outage until the tier fires; None where it never does.

    It begins right after a scrape, `late` seconds (whole scrapes) after a full hour: what is printed holds for whatever
    `late`, which tests try.
    """
    ratio = tried.fed.ratio(share)
    if ratio <= tried.threshold:
        return None
    full = max(tried.threshold / ratio * tried.long, tried.tier.min_failures / (share * tried.traffic))
    waits = seconds(tried.tier.for_) if tried.tier.for_ else 0
    longest = 2 * tried.long  # the guess is nearly always right, and shorter
    for lasting in dict.fromkeys((min(int(full) + tried.short, longest), longest)):
        begins = _warm(tried) + late
        fired = _fires(tried, share, (begins, ENDLESS), begins + lasting + waits + tried.slack)
        if fired:
            return fired[0] - _instant(tried, begins)
    return None


def reset(tried: Tried, share: Fraction, detection: int) -> int | None:
    """Seconds from the end of an outage until the alert is silent: it ended at once, but filled the short window."""
    begins, scrape = _warm(tried), tried.aim.scrape
    lasting = -(-max(detection, tried.short) // scrape) * scrape
    keep = seconds(tried.tier.keep_firing_for)
    for silent in (tried.short, 2 * tried.long):
        until = begins + lasting + silent + keep + tried.slack
        fired = _fires(tried, share, (begins, begins + lasting), until)
        if fired[-1] + tried.alert.interval < until - tried.book.step:
            return fired[-1] + tried.alert.interval - _instant(tried, begins) - lasting
    return None


def _warm(tried: Tried) -> int:
    """Seconds until every window is full of good events: whole hours, so that tiles begin with the outage."""
    return (-(-tried.long // HOUR) + 2) * HOUR


def _instant(tried: Tried, begins: int) -> int:
    """The scrape after which events fail is made half a scrape after `begins`."""
    return begins + tried.aim.scrape // 2


def _fires(tried: Tried, share: Fraction, lasting: tuple[int, int], until: int) -> list[int]:
    """The instants before `until` at which the alert fires, in an outage from one second to another."""
    clock = Clock(0, tried.book.step, until // tried.book.step)
    metrics = tried.book.needed((tried.alert,))
    return list(tried.fed.replay(metrics, share, lasting, clock).firing(tried.alert, after=lasting[0]))
