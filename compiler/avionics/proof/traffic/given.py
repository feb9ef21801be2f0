"""What the rules of a suite make by themselves, and what they are given instead, counted from the traffic."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from avionics.conventions import names
from avionics.plan.objectives.objective import Objective
from avionics.plan.objectives.shape import DAY, Measure
from avionics.plan.values import Group, PlannedAlert, Recording
from avionics.proof.needed import Rule, closure, reads, reads_history, without
from avionics.proof.subject import Subject
from avionics.proof.traffic.recorded import LOOK_BACK, NEVER, Spared, counted, history
from avionics.proof.traffic.scraped import sampled
from avionics.proof.traffic.traffic import Timeline
from avionics.slis.example import NoExample
from avionics.slis.play import Played

Given = frozenset[str]
"""Recorded metrics that are input of a suite."""


class TooMany(NoExample):
    """promtool cannot hold what a rule reads, which a server can: it is not told how many values it may hold."""


MOST = 5_000
"""Pairs in a window: promtool refuses a query that holds over 10,000 values, and a subquery holds each twice."""
DAYS = 250
"""Days of such a window, and pairs in one of more days: promtool keeps what is given of a day in a chunk, and those of
Prometheus 2.53 and later take the third power of their number in time: a second for a year, hours for ten."""


def step(aim: Objective, long: Measure) -> int:
    """Seconds from one value to the next of what is played or given to the suite of that long window.

    Of a window that is made of too many pairs for promtool only some are given, which then stand for those between.

    Raises:
        TooMany: those between would be found, since the pairs are so close.
    """
    if long.how != "tiled":
        return sampled(aim) if long.fresh else aim.base
    pairs = long.seconds // long.step
    times = math.ceil(pairs / (MOST if long.seconds <= DAYS * DAY else DAYS))
    if times > 1 and long.step <= LOOK_BACK:
        held = f"{pairs:,} pairs of {long.source}"
        raise TooMany(f"it is a sum of {held}, and promtool holds {2 * MOST:,} values at once")
    while pairs % times:  # the window begins and ends with one that is given
        times += 1
    return long.step * times


def given_to(aim: Objective, long: Measure) -> Given:
    """The pairs that are given to a suite of that long window, where it is not played from the raw series.

    Windows up to 6 h make all but those read from the raw series, longer ones make none.
    """
    made = ("chained", "tiled") if long.how == "chained" else ()
    pairs = [one.name for one in aim.measures if one.how not in made and (one.paired or one.how == "raw")]
    given = {metric + window for metric in (names.TOTAL, names.ERRORS, names.VARIANCE) for window in pairs}
    # where all errors of a base window may be one failure, they tell their variance: proved in the shorter suites
    told = aim.one_a_window and long.how == "chained"
    return frozenset(given - {names.VARIANCE + aim.base_name} if told else given)


def raw_pairs(aim: Objective) -> Given:
    """The pairs that are read from the raw series, or from parts."""
    windows = [measure.name for measure in aim.measures if measure.how == "raw"]
    return frozenset(metric + window for metric in (names.TOTAL, names.ERRORS) for window in windows)


def rules_for(subject: Subject, given: Given, wanted: Callable[[Rule], bool]) -> tuple[Group, ...]:
    """The rules that are proved: what is wanted and all it stands on, but what is given.

    The group of an alert comes last. On a server it may come before the other, and sees its values 2 m later.
    """
    parts = {part for _, part in subject.aim.slo.sli.parts()}

    def is_given(rule: Rule) -> bool:
        if not isinstance(rule, Recording):
            return False
        return rule.record in given or f"{subject.service}/{dict(rule.labels).get(names.SLO)}" in parts

    found = closure(without(subject.groups, is_given), wanted)  # nor is proved what only the given stands on
    return tuple(sorted(found, key=lambda group: any(isinstance(rule, PlannedAlert) for rule in group.rules)))


def past(
    subject: Subject, groups: Iterable[Group], given: Given, traffic: Timeline, long: Measure, ends: Sequence[int]
) -> Played:
    """Those of the given series that the rules read, and what they recorded before: but for the ends of scenes."""
    rules = [rule for group in groups for rule in group.rules]
    read = {name for rule in rules for name, _ in reads(rule.expr)}
    made = {rule.record for rule in rules if isinstance(rule, Recording)}
    ranged = {name for rule in rules for name in reads_history(rule.expr) if ":" in name}
    apart = step(subject.aim, long)
    pairs = (names.TOTAL, names.ERRORS, names.VARIANCE, names.COVERAGE)
    tiles = {metric + long.source for metric in pairs if long.how == "tiled"}
    found: Played = {}
    for metric in sorted(ranged | given & read):
        span = apart if metric in tiles else 0
        instant = metric != names.VARIANCE + subject.aim.base_name
        spared = Spared(tuple(ends), subject.aim.interval, instant) if metric in made else NEVER
        values = history(metric, counted(subject.aim, metric, traffic), apart, spared, span)
        if values is not None:
            found[subject.series(metric)] = values
    return found
