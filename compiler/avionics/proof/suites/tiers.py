"""A burn-rate tier of an objective to a suite: its scenes as series, and at the end of each whether it fires."""

from __future__ import annotations

from avionics.conventions import names
from avionics.plan.objectives.objective import Objective
from avionics.plan.objectives.shape import HOUR, Measure
from avionics.plan.objectives.windows import Tier
from avionics.plan.values import Group, PlannedAlert
from avionics.promql.text.duration import seconds
from avionics.proof.alike import alike_suite
from avionics.proof.asked import fired, tier_firing, tier_name
from avionics.proof.needed import Rule
from avionics.proof.subject import Subject, is_tier
from avionics.proof.suites.measured import Look, measured
from avionics.proof.traffic.given import Given, given_to, past, raw_pairs, rules_for
from avionics.proof.traffic.parts import failing, ratios
from avionics.proof.traffic.played import counts_good
from avionics.proof.traffic.played import played as series_of
from avionics.proof.traffic.scenes import late, outage
from avionics.proof.traffic.story import Story, facts_of, first_planned, story
from avionics.proof.values import Case, Reading, Suite

DESCRIBED = frozenset({
    names.OBJECTIVE, names.ERROR_BUDGET, names.PERIOD_DAYS, names.CURRENT_BURN_RATE, f"{names.COVERAGE}1h",
    names.SLOTH_INFO,
})  # fmt: skip
"""What the objective is and how it stands: proved with the tier that is played from the raw series."""


def tier_suite(subject: Subject, tier: Tier, *, played: bool) -> Suite:
    """The suite of one tier; where its indicator cannot be `played`, from the base pairs it would have recorded.

    Raises:
        NoExample: promtool cannot hold it, or it can never fire.
    """
    aim = subject.aim
    long = next(measure for measure in aim.measures if measure.name == tier.long)
    raw = played and long.fresh
    facts, left = facts_of(aim, tier, long, raw=raw), _given(aim, long, raw=raw)
    if long.fresh:
        left |= {names.EVENTS + aim.form.period_window}  # what is described asks for it; no period passes in hours
    groups = rules_for(subject, left, lambda rule: _is_proved(rule, subject, tier, long))
    # Where what is good is counted, the story begins with an outage; else with events before the first error.
    begins = (outage if counts_good(aim) else late) if raw else None
    told, planned = story(facts, begins), first_planned(aim, facts)
    clock = told.clock(planned)
    case = _case(subject, long, groups, told, clock, raw=raw)
    # Only what is recorded is told apart by its labels: raw series of two objectives, or their parts, may be the same.
    if raw or aim.slo.sli.combined:
        path = f"{subject.name}-{tier.long}"
        return Suite(aim.environment.name, path, facts.apart, groups, (case,), clock=clock)
    return alike_suite(subject, tier.long, facts.apart, groups, (case,), story=(facts, clock), clock=clock)


def _case(subject: Subject, long: Measure, groups: tuple[Group, ...], story: Story, clock: int, *, raw: bool) -> Case:
    aim, alert = subject.aim, subject.alert(long.name)
    scraped = series_of(aim, story.traffic, clock) if raw else {}
    recorded = past(subject, groups, _given(aim, long, raw=raw), story.traffic, long, story.ends)
    questions = [
        *(tier_firing(subject, alert, scene.claim, end, fires=scene.fires) for scene, end in story.scenes if alert),
        *(
            question
            for scene, end in story.scenes
            if scene.name
            for question in measured(Look(subject, story.traffic, scene, end, long, raw), groups)
        ),
    ]
    series = tuple({**ratios(aim, story.traffic, story.facts.step, long.name), **scraped, **recorded}.items())
    name = f"{subject.name} {long.name}"
    return Case(name, story.facts.step, series, tuple(questions), _readings(subject, alert, story))


def _given(aim: Objective, long: Measure, *, raw: bool) -> Given:
    return frozenset() if raw else given_to(aim, long)


def _is_proved(rule: Rule, subject: Subject, tier: Tier, long: Measure) -> bool:
    """Whether a rule is the alert of the tier or one of its windows, or is proved beside it: pairs of tiles with one
    that is chained.
    """
    aim = subject.aim
    if is_tier(rule, aim, tier.long):
        return True
    if not subject.records(rule):
        return False
    windows = {metric + tier.long for metric in (names.ERROR_RATIO, names.FAILURES, names.EFFECTIVE)}
    if rule.record in windows | {names.ERROR_RATIO + tier.short}:
        return True
    if long.fresh and (rule.record in DESCRIBED or rule.record in raw_pairs(aim)):
        return True
    tiles = [measure.name for measure in aim.measures if measure.paired and measure.how != "raw"]
    kept = {
        metric + tile for metric in (names.TOTAL, names.ERRORS, names.VARIANCE, names.ERROR_RATIO) for tile in tiles
    }
    return long.how == "chained" and rule.record in kept


def _readings(subject: Subject, alert: PlannedAlert | None, story: Story) -> tuple[Reading, ...]:
    """The texts are read where it first fires; parts are told where any was bad in what they look at."""
    first = next((end for scene, end in story.scenes if scene.fires), None)
    if alert is None or first is None:
        return ()
    labels, where = (fired(alert, subject.inherited(alert)),), subject.aim.slo.where
    told, untold = _parts(subject.aim) if story.traffic.window(first, _looked_at(alert))[1] else ((), ())
    return (Reading(where, tier_name(subject, alert), alert.name, first, labels, told, untold),)


def _looked_at(alert: PlannedAlert) -> int:
    """The seconds in which a text looks for bad parts: its window, or an hour where not all record that."""
    own = names.ERROR_RATIO + alert.window in dict(alert.annotations).get(names.DESCRIPTION, "")
    return seconds(alert.window) if own else HOUR


def _parts(aim: Objective) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """How a text that tells of the parts that failed begins to, and how it would of those that did not."""
    every = aim.slo.sli.combined
    bad = failing(aim) if every else ()
    return tuple(f"{part} (" for part in bad), tuple(f"{part} (" for part in every if part not in bad)
