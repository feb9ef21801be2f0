"""A service and the catalog to its plan."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.model.catalog import Catalog
from avionics.model.project import Environment
from avionics.model.service import Service
from avionics.plan.alerts.absence import absence_alerts
from avionics.plan.alerts.burn import burn_alerts
from avionics.plan.alerts.written import alert
from avionics.plan.cockpit.cockpit import cockpit
from avionics.plan.objectives.objective import Objective, objective
from avionics.plan.objectives.shape import LONG_INTERVAL
from avionics.plan.objectives.surroundings import surroundings
from avionics.plan.recordings.rules import Known, RawRates, long_recordings, raw_rates, short_recordings
from avionics.plan.values import EnvironmentPlan, Group, Plan, PlannedAlert, Recording
from avionics.promql.text.edit import narrowed


def expand(service: Service, catalog: Catalog) -> Plan:
    """Everything `service` compiles to, in the environments the project knows."""
    environments = catalog.project.known(service.environments)
    objectives = tuple(
        tuple(objective(service.name, slo, environment, catalog) for environment in environments)
        for slo in service.slos
        if environments
    )
    return Plan(
        service=service,
        objectives=objectives,
        environments=tuple(
            _environment(service, environment, [aims[index] for aims in objectives], catalog)
            for index, environment in enumerate(environments)
        ),
        cockpit=cockpit(service, environments, objectives, catalog),
    )


def _environment(
    service: Service, environment: Environment, aims: list[Objective], catalog: Catalog
) -> EnvironmentPlan:
    groups = [group for together in _sharing(aims) for group in _objectives(together, service, catalog)]
    interval = catalog.project.evaluation_interval
    if rules := tuple(_recordings(service, environment)):
        groups.append(Group(f"{service.name}/rules", interval, rules))
    drafts = [group for aim in aims for group in _draft(aim, service, catalog)]
    alerts = tuple(alert(written, service, environment, catalog) for written in service.alerts)
    groups.extend(_groups(f"{service.name}/alerts", interval, tuple(a for a in alerts if not a.draft)))
    drafts.extend(_groups(f"{service.name}/alerts/draft", interval, tuple(a for a in alerts if a.draft)))
    return EnvironmentPlan(environment, tuple(groups), tuple(drafts))


Sharing = list[tuple[Objective, RawRates]]
"""Objectives that read the same raw totals, in the order they were written."""


def _sharing(aims: list[Objective]) -> list[Sharing]:
    """Objectives that share a raw total stand in one group, where rules run in order: it is read once.

    Not so composites: theirs is recorded, so that it costs no more to read it than to look up who has read it.
    """
    found: dict[str, Sharing] = {}
    for aim in aims:
        raw = raw_rates(aim)
        shared = aim.slo.name if aim.slo.sli.combined else raw[aim.base_name].total
        found.setdefault(shared, []).append((aim, raw))
    return list(found.values())


def _objectives(together: Sharing, service: Service, catalog: Catalog) -> Iterator[Group]:
    first = together[0][0]
    name, known = f"{service.name}/slo/{first.slo.name}", Known()
    often = [
        rule
        for aim, raw in together
        for rule in (
            *short_recordings(aim, raw, known),
            *(() if _is_draft(aim) else burn_alerts(aim, service, catalog)),
        )
    ]
    seldom = [
        rule
        for aim, _ in together
        for rule in (*long_recordings(aim), *(() if _is_draft(aim) else absence_alerts(aim, service, catalog)))
    ]
    yield Group(name, first.interval, tuple(often))
    yield Group(f"{name}/long", LONG_INTERVAL, tuple(seldom))


def _is_draft(aim: Objective) -> bool:
    return aim.stage == "draft"


def _draft(aim: Objective, service: Service, catalog: Catalog) -> Iterator[Group]:
    if _is_draft(aim):
        alerts = (*burn_alerts(aim, service, catalog), *absence_alerts(aim, service, catalog))
        yield from _groups(f"{service.name}/slo/{aim.slo.name}/draft", aim.interval, alerts)


def _groups(name: str, interval: int, alerts: tuple[PlannedAlert, ...]) -> Iterator[Group]:
    if alerts:
        yield Group(name, interval, alerts)


def _recordings(service: Service, environment: Environment) -> Iterator[Recording]:
    for rule in service.rules:
        expr = narrowed(rule.expr, surroundings(environment))
        labels = tuple(sorted({"service": service.name, **dict(rule.labels), **dict(environment.labels)}.items()))
        yield Recording(rule.where, rule.record, expr, labels)
