"""A service to what other services may know of it."""

from __future__ import annotations

from collections.abc import Container

from avionics.model.alert import Alert
from avionics.model.catalog import AlertOutline, Outline, Profile
from avionics.model.service import Service
from avionics.model.slo import Slo


def profile(service: Service) -> Profile:
    """The profile of `service`."""
    groups = set[str]().union(*(slo.by for slo in service.slos), *(alert.by for alert in service.alerts))
    return Profile(
        path=service.where.path,
        name=service.name,
        title=service.title,
        dev=service.dev,
        environments=service.environments,
        depends_on=tuple((dependency.service, dependency.impact) for dependency in service.depends_on),
        slos=tuple(map(_outline, service.slos)),
        alerts=tuple(alert_outline(alert, service.environments) for alert in service.alerts),
        groups=tuple(sorted(groups)),
        parts=tuple(
            (slo.name, part, slo.where.path, slo.sli_at(*route).route)
            for slo in service.slos
            for route, part in slo.sli.parts()
        ),
    )


def alert_outline(alert: Alert, environments: Container[str]) -> AlertOutline:
    """The outline of `alert`; a case of an environment in which its service does not run is never run."""
    run = [case for case in alert.tests if not case.environment or case.environment in environments]
    there = {
        "in which it fires": any(case.fires for case in run),
        "in which it stays silent": any(case.silent for case in run),
    }
    return AlertOutline(alert.name, alert.where, alert.stage, tuple(what for what, found in there.items() if not found))


def _outline(slo: Slo) -> Outline:
    return Outline(
        name=slo.name,
        by=slo.by,
        window=slo.window,
        where=slo.where,
        one_a_window=slo.sli.one_a_window,
        combined=slo.sli.combined,
        unlisted=slo.unlisted_buckets,
        traffic=0 if slo.traffic is None or slo.sli.timed else float(slo.traffic),
    )
