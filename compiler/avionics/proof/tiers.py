"""A burn-rate tier of an objective to a suite: its scenes as series, and at the end of each whether it fires."""

from __future__ import annotations

from collections.abc import Callable

from avionics.conventions import names
from avionics.plan.objective import Objective
from avionics.plan.shape import Measure
from avionics.plan.values import Group, PlannedAlert, Recording
from avionics.plan.windows import Tier
from avionics.promql.duration import seconds
from avionics.proof.asked import fired, firing
from avionics.proof.measured import Look, measured
from avionics.proof.needed import Rule, closure, reads_history, without
from avionics.proof.played import played
from avionics.proof.recorded import history
from avionics.proof.scenes import Facts, Scene, scenes, timeline
from avionics.proof.subject import Subject, is_tier
from avionics.proof.traffic import Timeline
from avionics.proof.values import Case, Question, Reading, Suite
from avionics.slis.example import series
from avionics.slis.play import Played

DESCRIBED = frozenset({names.OBJECTIVE, names.ERROR_BUDGET, names.PERIOD_DAYS, names.CURRENT_BURN_RATE})


def tier_suite(subject: Subject, tier: Tier) -> Suite:
    """The suite of one tier.

    Raises:
        NoExample: no series can be made up for its indicator.
    """
    aim, alert = subject.aim, subject.alert(tier.long)
    long = next(measure for measure in aim.measures() if measure.name == tier.long)
    facts = facts_of(aim, tier, long)
    raw = long.how == "raw"
    told = list(scenes(facts))
    traffic = timeline(facts, told)
    groups = _rules(subject, long, lambda rule: is_tier(rule, aim, tier.long) or _besides(rule, aim, long))
    ends = [facts.apart * (index + 1) for index in range(len(told))]
    given_series = {**(played(aim, traffic) if raw else {}), **_past(subject, groups, traffic, facts, long, ends)}
    questions = [
        *(_fires(subject, alert, scene, end) for scene, end in zip(told, ends, strict=True) if alert),
        *(
            question
            for scene, end in zip(told, ends, strict=True)
            if scene.name
            for question in measured(Look(subject, traffic, scene, end, long), groups)
        ),
    ]
    readings = _readings(subject, alert, told, ends)
    case = Case(f"{subject.name} {tier.long}", facts.step, tuple(given_series.items()), tuple(questions), readings)
    path = f"{aim.environment.name}/{subject.name}-{tier.long}"
    return Suite(
        aim.slo.where, f"{subject.name} tier {tier.long}", aim.environment.name, path, facts.apart, groups, (case,)
    )


def facts_of(aim: Objective, tier: Tier, long: Measure) -> Facts:
    """What the tier promises, from the Workbook's numbers."""
    step = {"raw": aim.scrape, "swept": aim.interval, "tiled": long.step}[long.how]
    lag = 0 if long.how == "raw" else long.step + seconds(long.source)
    return Facts(
        threshold=float(tier.burn_rate(aim.slo.window) * aim.budget),
        long=long.seconds,
        short=seconds(tier.short),
        guard=max(tier.min_failures, tier.min_events),
        step=step,
        slack=lag + 2 * (aim.interval + aim.scrape),
        waits=bool(tier.for_),
        keeps=bool(tier.keep_firing_for),
    )


def _besides(rule: Rule, aim: Objective, long: Measure) -> bool:
    """What is proved beside a tier: with raw windows what the objective is and how it stands, with swept ones pairs."""
    if not isinstance(rule, Recording) or rule.labels != aim.labels:
        return False
    if long.how == "raw":
        return rule.record in DESCRIBED | {f"{names.COVERAGE}1h"}
    tiles = [measure.name for measure in aim.measures() if measure.paired and measure.how != "raw"]
    return long.how == "swept" and rule.record in {
        metric + tile for metric in (names.TOTAL, names.ERRORS, names.ERROR_RATIO) for tile in tiles
    }


def _rules(subject: Subject, long: Measure, wanted: Callable[[Rule], bool]) -> tuple[Group, ...]:
    """The rules that are proved: all that is wanted stands on, but what is given.

    The group of the alert comes last. On a server it may come before the other, and sees its values 2 m later.
    """
    found = without(closure(subject.groups, wanted), lambda rule: _is_given(rule, subject.aim, long))
    return tuple(sorted(found, key=lambda group: any(isinstance(rule, PlannedAlert) for rule in group.rules)))


def _is_given(rule: Rule, aim: Objective, long: Measure) -> bool:
    return isinstance(rule, Recording) and rule.record in given(aim, long)


def given(aim: Objective, long: Measure) -> frozenset[str]:
    """The pairs that a tier with this long window does not make: none where all is played from the raw series.

    Windows up to 6 h make all but those read from the raw series, longer ones none.
    """
    if long.how == "raw":
        return frozenset()
    made = ("swept", "tiled") if long.how == "swept" else ()
    pairs = [
        measure.name
        for measure in aim.measures()
        if measure.how not in made and (measure.paired or measure.how == "raw")
    ]
    return frozenset(metric + window for metric in (names.TOTAL, names.ERRORS) for window in pairs)


def _past(
    subject: Subject, groups: tuple[Group, ...], traffic: Timeline, facts: Facts, long: Measure, ends: list[int]
) -> Played:
    """The recorded series that the rules read and do not make, and what they made before: all but at the ends."""
    rules = [rule for group in groups for rule in group.rules]
    made = {rule.record for rule in rules if isinstance(rule, Recording)}
    ranged = {name for rule in rules for name in reads_history(rule.expr)}
    found: Played = {}
    for metric in sorted(ranged | given(subject.aim, long)):
        past = (
            history(metric, traffic, facts.step, ends if metric in made else ()) if metric.startswith("slo:") else None
        )
        if past is not None:
            found[series(metric, dict(subject.labels))] = past
    return found


def _fires(subject: Subject, alert: PlannedAlert, scene: Scene, end: int) -> Question:
    expected = (fired(alert, subject.by),) if scene.fires else ()
    return firing(subject.aim.slo.where, scene.claim, alert, end, expected)


def _readings(subject: Subject, alert: PlannedAlert | None, told: list[Scene], ends: list[int]) -> tuple[Reading, ...]:
    """The texts are read where it first fires."""
    first = next((end for scene, end in zip(told, ends, strict=True) if scene.fires), None)
    if alert is None or first is None:
        return ()
    return (Reading(subject.aim.slo.where, alert.name, first, (fired(alert, subject.by),)),)
