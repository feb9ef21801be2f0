"""A plan to all suites that prove it.

An objective or alert is proved once for all environments in which nothing differs but labels: in the first of those
that share the objective, the threshold, the planned maintenance, the tiers and whether they are drafts.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from avionics.conventions import names
from avionics.finding import Finding
from avionics.load.profile import alert_outline
from avionics.model.calendar import Calendar
from avionics.model.catalog import Catalog
from avionics.model.slo import Slo
from avionics.place import Where
from avionics.plan.objectives.objective import objective
from avionics.plan.objectives.shape import Measure
from avionics.plan.values import Plan, Recording
from avionics.promql.text.quote import quote
from avionics.proof.periods.period import period_suites
from avionics.proof.subject import Subject
from avionics.proof.suites.absence import absence_suites
from avionics.proof.suites.combined import combined
from avionics.proof.suites.conditions import condition_suites
from avionics.proof.suites.declared import declared_suites
from avionics.proof.suites.effective import effective_suites
from avionics.proof.suites.maintained import maintained_suites
from avionics.proof.suites.pairs import Told, pair_suites, variance_suite
from avionics.proof.suites.remembered import remembered_suites
from avionics.proof.suites.restarted import restarted
from avionics.proof.suites.silenced import silenced_suites
from avionics.proof.suites.slices import cut
from avionics.proof.suites.tiers import tier_suite
from avionics.proof.suites.timed import timed, weighted
from avionics.proof.suites.timing import timing_suites
from avionics.proof.suites.untested import untested
from avionics.proof.traffic.given import TooMany, raw_pairs
from avionics.proof.traffic.played import counts_samples, kept_apart, proved_apart, unplayed
from avionics.proof.values import Suite
from avionics.slis.example import NoExample


def suites(plan: Plan, catalog: Catalog, findings: list[Finding], shown: Container[str] = ()) -> list[Suite]:
    """Every suite of a service, apart; what cannot be proved is added to `findings`.

    `shown` are the objectives, as `service/slo`, of whose base pairs nothing need be said: people wrote tests of them.
    """
    found: list[Suite] = []
    for slo in plan.service.slos:
        for subject in _subjects(plan, slo, catalog):
            found += _of_objective(subject, findings, shown)
    for written in plan.service.alerts:
        findings += untested(alert_outline(written, plan.service.environments))
        for planned in plan.environments:
            first = planned is plan.environments[0]
            found += declared_suites(written, plan.service.name, planned, first=first, findings=findings)
    return found


def unproved(plan: Plan, catalog: Catalog, shown: Container[str]) -> Iterator[Recording]:
    """The pairs of raw series of which `suites` says that they are not proved."""
    for subject in (subject for slo in plan.service.slos for subject in _subjects(plan, slo, catalog)):
        if subject.name not in shown and unplayed(subject.aim):
            pairs = raw_pairs(subject.aim)
            yield from (rule for rule in subject.rules() if subject.records(rule) and rule.record in pairs)


def _subjects(plan: Plan, slo: Slo, catalog: Catalog) -> Iterator[Subject]:
    """The objective in each environment where it is another."""
    seen = set()
    for planned in plan.environments:
        aim = objective(plan.service.name, slo, planned.environment, catalog)
        maintenance = tuple(each for each in slo.maintenance if each.within(planned.environment.name))
        kind = (aim.percent, aim.threshold, aim.stage == "draft", maintenance, aim.disabled)
        if kind in seen:
            continue
        seen.add(kind)
        try:
            by = kept_apart(aim)
        except NoExample:
            by = tuple((name, "a") for name in slo.by)
        yield Subject(aim, plan.service.name, (*planned.groups, *planned.drafts), by)


def _of_objective(subject: Subject, findings: list[Finding], shown: Container[str]) -> Iterator[Suite]:
    slo, why = subject.aim.slo, unplayed(subject.aim)
    read = [measure for measure in subject.aim.measures if measure.how == "raw"]
    if not why:
        yield from (suite for one in read for suite in pair_suites(subject, one, _told(subject, one)))
    elif subject.name not in shown:
        findings.append(_unplayed(subject, why))
    yield from (suite for one in read for suite in variance_suite(subject, one))
    for tier in subject.aim.shaped:  # windows are recorded for a tier that is switched off, too
        try:
            yield tier_suite(subject, tier, played=not why and not proved_apart(subject.aim))
        except NoExample as error:
            findings.append(_not_played(subject, f"the {tier.long} tier", slo.where.at("sli"), error))
    try:
        yield from _calendar_suites(subject, slo.calendar) if slo.calendar else period_suites(subject)
    except NoExample as error:
        findings.append(_not_played(subject, "its period", slo.where.at("window"), error))
    for tier in subject.aim.tiers:
        if alert := subject.alert(tier.long):
            yield from timing_suites(subject, tier, alert)
            yield from remembered_suites(subject, tier, alert)
            yield from condition_suites(subject, tier, alert)
    if not why:
        yield from maintained_suites(subject)
    yield from effective_suites(subject)
    yield from absence_suites(subject)
    yield from silenced_suites(subject)
    yield from restarted(subject)


def _told(subject: Subject, window: Measure) -> Iterator[Told]:
    """What a window's pair is proved with beside the stories of tiers, which tell of events that are counted."""
    slo = subject.aim.slo
    if counts_samples(subject.aim):
        return cut(subject.aim, window)
    if any(slo.sli.expressions()):
        return (timed if slo.sli.timed else weighted)(subject.aim, window)
    return combined(subject, window)


def _calendar_suites(subject: Subject, calendar: Calendar) -> Iterator[Suite]:
    from avionics.proof.periods.calendar import calendar_suites  # noqa: PLC0415  time zones are for calendars only

    return calendar_suites(subject, calendar)


def _unplayed(subject: Subject, why: str) -> Finding:
    """What its rules make of base pairs is proved; that those are the right ones is not."""
    aim = subject.aim
    total, errors = (f"{metric}{aim.base_name}" for metric in (names.TOTAL, names.ERRORS))
    message = f"{subject.name}: only what is made of {total} and {errors} is proved, not these: {why}"
    file = (names.draft_file if aim.stage == "draft" else names.rule_file)(aim.environment.name, subject.service)
    own = f"{{{names.SLO}={quote(aim.slo.name)}}}"
    help_ = (
        f"in rule-tests/, write a test on ../build/{file} that gives raw series, "
        f"and says in 'exp_samples' what {total}{own} and {errors}{own} must be"
    )
    return Finding("not-played", message, aim.slo.where.at("sli"), "warning", help=help_)


def _not_played(subject: Subject, what: str, where: Where, why: NoExample) -> Finding:
    by_hand = "write its case by hand, in rule-tests/"
    held = "nothing is wrong with it: a server holds 50,000,000 (--query.max-samples), and promtool has no such option"
    message = f"{subject.name}: {what} cannot be proved: {why}"
    return Finding("not-played", message, where, "warning", help=held if isinstance(why, TooMany) else by_hand)
