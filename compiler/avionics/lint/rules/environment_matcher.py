"""Specs do not match on the environment: the compiler does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import Promql, Written, matchers_in, selectors_in
from avionics.model.catalog import Catalog
from avionics.model.project import Environment
from avionics.model.service import Service
from avionics.plan.objectives.surroundings import surroundings
from avionics.promql.text.edit import single


@rule("error", "no selector matches on a label that tells environments apart")
def check(promql: Promql, catalog: Catalog) -> Iterator[Problem]:
    """Looks at every selector of the service, and at the series of its cases."""
    service = promql.service
    found = catalog.project.known(service.environments)
    keys = {name for environment in found for name, _ in environment.matchers}
    for written in promql.of_rules + promql.sources + promql.queries:
        if any(not keys.isdisjoint(selector.labels) for selector in selectors_in(written)):
            yield from _matched(written, keys)
    yield from _played(service, found)


def _played(service: Service, found: Sequence[Environment]) -> Iterator[Problem]:
    """The series of cases that name what is put into them; what is no series is told when cases are run."""
    arounds = [surroundings(one) for one in found]
    names = {name for around in arounds for name, _ in around.raw + around.recorded}
    for case in (case for alert in service.alerts for case in alert.tests):
        for series, _ in case.series:
            if any(name in series for name in names) and (selector := single(series)):
                put_in = {name for around in arounds for name, _ in around.of(selector.name)}
                for label in sorted(put_in.intersection(selector.labels)):
                    message = f"the series already has {label!r}, which is put in for the environment of the case"
                    help_ = f"remove {label}: it is put in; a case names another environment by 'environment'"
                    yield Problem(case.where.at("series", series), message, help_, on_key=True)


def _matched(written: Written, keys: set[str]) -> Iterator[Problem]:
    for one, offset, length in matchers_in(written):
        if one.label in keys:
            message = f"the selector already matches on {one.label!r}, which the compiler puts in for each environment"
            help_ = f"remove {one.label}; what is said here holds in every environment of the service"
            yield Problem(written.where, message, help_, (offset, length))
