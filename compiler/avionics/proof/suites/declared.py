"""The cases an alert was written with, to suites: one for each distance between values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from avionics.finding import Finding
from avionics.model.alert import Alert, AlertCase, Firing
from avionics.model.project import Pairs
from avionics.plan.objectives.surroundings import surroundings
from avionics.plan.values import EnvironmentPlan, PlannedAlert
from avionics.promql.patterns.matchers import matchers
from avionics.promql.text.duration import text
from avionics.promql.text.edit import single, with_matchers
from avionics.promql.text.tokens import selectors
from avionics.proof.asked import fired, firing
from avionics.proof.needed import closure
from avionics.proof.suites.samples import samples
from avionics.proof.suites.unseen import RULE, unseen
from avionics.proof.values import Case, Reading, Suite

MAX_SAMPLES = 200_000
"""Values in one case: what a hostile one may cost."""


def declared_suites(
    written: Alert, service: str, planned: EnvironmentPlan, *, first: bool, findings: list[Finding]
) -> Iterator[Suite]:
    """The suites of an alert in one environment; what is wrong with its cases is added to `findings`.

    Cases that name no environment hold in the `first` one of the service.
    """
    name = planned.environment.name
    here = [case for case in written.tests if case.environment == name or (first and not case.environment)]
    alert = next((one for one in planned.alerts() if one.name == written.name and not one.slo), None)
    faults = {case.name: list(_faults(written, case)) for case in here}
    findings += [finding for found in faults.values() for finding in found]
    whole = [case for case in here if not faults[case.name]]
    if alert is None or not whole:
        return
    groups = closure((*planned.groups, *planned.drafts), lambda rule: rule is alert)
    for interval in sorted({case.interval for case in whole}):
        alike = [case for case in whole if case.interval == interval]
        cases = tuple(_case(case, alert, service, planned) for case in alike)
        for case, made in zip(alike, cases, strict=True):
            findings += unseen(case, made.series, groups)
        ending = "" if interval == 60 else f"-{text(interval)}"
        yield Suite(name, f"{service}/{written.name}{ending}", interval, groups, cases)


def _case(case: AlertCase, alert: PlannedAlert, service: str, planned: EnvironmentPlan) -> Case:
    around = surroundings(planned.environment)
    series = tuple((with_matchers(one, around.of(selectors(one)[0].name)), values) for one, values in case.series)
    subject = f"{service} {alert.name}"
    places = {one.at: one.where for one in reversed(case.fires)}
    times = sorted(places)
    expected = {at: tuple(_labels(alert, case, one) for one in case.fires if one.at == at) for at in times}
    questions = [
        *(firing(places[at], subject, case.name, alert, at, labels) for at, labels in expected.items()),
        *(firing(case.where.at("silent"), subject, case.name, alert, at, ()) for at in case.silent),
    ]
    readings = tuple(Reading(case.where, subject, alert.name, at, expected[at]) for at in times[:1])
    return Case(case.name, case.interval, series, tuple(questions), readings)


def _labels(alert: PlannedAlert, case: AlertCase, one: Firing) -> Pairs:
    """The labels of a firing alert: its own, those that are said, and for `by` what all series agree on."""
    agreed = {name: next(iter(values)) for name, values in _values_of(case, alert.by).items() if len(values) == 1}
    return fired(alert, tuple({**agreed, **dict(one.labels)}.items()))


def _values_of(case: AlertCase, by: Iterable[str]) -> dict[str, set[str]]:
    """The values that labels have in the series of a case."""
    found: dict[str, set[str]] = {name: set() for name in by}
    for one, _ in case.series:
        for matcher in matchers(one):
            if matcher.label in found:
                found[matcher.label].add(matcher.text)
    return found


def _faults(written: Alert, case: AlertCase) -> Iterator[Finding]:
    """What keeps a case from being run."""
    for one, values in case.series:
        where = case.where.at("series", one)
        selector = single(one)
        if selector is None or not selector.name or any(matcher.operator != "=" for matcher in matchers(one)):
            help_ = 'write its name and, in braces, its labels with "=": queue_age{queue="orders"}'
            yield Finding(RULE, f"{one} is not a series", where, help=help_)
            return
        if (count := samples(values)) is None:
            help_ = "write values as promtool reads them: 0+60x10 counts up, 5x10 stays, _x3 is missing"
            yield Finding(RULE, f"{values!r} is no series of values", where, help=help_)
        elif count > MAX_SAMPLES:
            help_ = "make 'interval' longer: rules are evaluated once for each value"
            yield Finding(RULE, f"{count:,} values in one series, more than {MAX_SAMPLES:,}", where, help=help_)
    last = max((*case.silent, *(one.at for one in case.fires)))
    if not case.interval or last // case.interval > MAX_SAMPLES:
        yield Finding(RULE, f"{text(last)} is too far for values every {text(case.interval)}", case.where)
    yield from _undecided(written, case)


def _undecided(written: Alert, case: AlertCase) -> Iterator[Finding]:
    """Labels of `by` that have several values in the series, so that it must be said which alert fires."""
    for one in case.fires:
        told = dict(one.labels)
        for name, values in _values_of(case, written.by).items():
            if len(values) != 1 and name not in told:
                shown = ", ".join(sorted(values)) or "none"
                message = f"{written.name} fires for which {name!r}? The series have {shown}"
                yield Finding(RULE, message, one.where, help=f"write {{at: {text(one.at)}, labels: {{{name}: ...}}}}")
