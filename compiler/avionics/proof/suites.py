"""A plan to all suites that prove it.

An objective or alert is proved once for all environments in which nothing differs but labels: in the first of those
that share the objective, the threshold and whether they are drafts.
"""

from __future__ import annotations

from collections.abc import Iterator

from avionics.finding import Finding
from avionics.model.alert import Alert
from avionics.model.catalog import Catalog
from avionics.model.slo import Slo
from avionics.plan.objective import objective
from avionics.plan.values import Plan
from avionics.proof.absence import absence_suites
from avionics.proof.declared import declared_suites
from avionics.proof.period import period_suite
from avionics.proof.played import kept_apart
from avionics.proof.subject import Subject
from avionics.proof.tiers import tier_suite
from avionics.proof.values import Suite
from avionics.slis.example import NoExample

LOUD = frozenset({"ticket", "page"})


def suites(plan: Plan, catalog: Catalog, findings: list[Finding]) -> list[Suite]:
    """Every suite of a service, apart; what cannot be proved is added to `findings`."""
    found: list[Suite] = []
    for slo in plan.service.slos:
        for subject in _subjects(plan, slo, catalog):
            found += _of_objective(subject, findings)
    for written in plan.service.alerts:
        findings += _untested(written)
        for planned in plan.environments:
            first = planned is plan.environments[0]
            found += declared_suites(written, plan.service.name, planned, first=first, findings=findings)
    return found


def _subjects(plan: Plan, slo: Slo, catalog: Catalog) -> Iterator[Subject]:
    """The objective in each environment where it is another."""
    seen = set()
    for planned in plan.environments:
        aim = objective(plan.service.name, slo, planned.environment, catalog.project)
        kind = (aim.percent, aim.threshold, aim.stage == "draft")
        if kind in seen:
            continue
        seen.add(kind)
        try:
            by = kept_apart(aim)
        except NoExample:
            by = tuple((name, "a") for name in slo.by)
        yield Subject(aim, plan.service.name, (*planned.groups, *planned.drafts), by)


def _of_objective(subject: Subject, findings: list[Finding]) -> Iterator[Suite]:
    for tier in subject.aim.tiers:
        try:
            yield tier_suite(subject, tier)
        except NoExample as error:
            findings.append(_unplayed(subject, tier.long, str(error)))
    if subject.aim.slo.calendar is None:  # promtool's time begins in 1970, before every period of a calendar
        yield period_suite(subject)
    yield from absence_suites(subject)


def _unplayed(subject: Subject, window: str, why: str) -> Finding:
    return Finding(
        "not-played",
        f"{subject.name}: the {window} tier cannot be proved: {why}",
        subject.aim.slo.where.at("sli"),
        "warning",
        help="write its case by hand, in rule-tests/",
    )


def _untested(written: Alert) -> Iterator[Finding]:
    """An alert that was never seen to fire, or never seen to be silent. One that tells nobody yet may wait."""
    missing = [
        what
        for what, there in (
            ("in which it fires", any(case.fires for case in written.tests)),
            ("in which it stays silent", any(case.silent for case in written.tests)),
        )
        if not there
    ]
    if missing:
        yield Finding(
            "alert-untested",
            f"{written.name} has no case {' and none '.join(missing)}",
            written.where.at("name"),
            "error" if written.stage in LOUD else "warning",
            help="add one below 'tests': series with values, when it fires, and when it is silent",
        )
