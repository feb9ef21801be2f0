"""A service and the catalog to its plan."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.model.catalog import Catalog
from avionics.model.project import Environment
from avionics.model.service import Service
from avionics.plan.alert_rules import alert, burn_alerts
from avionics.plan.cockpits import cockpit
from avionics.plan.slo_rules import LONG_INTERVAL, long_recordings, objective, short_recordings
from avionics.plan.surroundings import surroundings
from avionics.plan.values import EnvironmentPlan, Group, Plan, PlannedAlert, Recording
from avionics.promql.edit import within
from avionics.promql.tokens import TokenError


def expand(service: Service, catalog: Catalog) -> Plan:
    """Everything `service` compiles to, in the environments the project knows."""
    known = (catalog.project.environment(name) for name in service.environments)
    environments = tuple(environment for environment in known if environment is not None)
    return Plan(
        service=service,
        environments=tuple(_environment(service, environment, catalog) for environment in environments),
        cockpit=cockpit(service, environments, catalog),
    )


def _environment(service: Service, environment: Environment, catalog: Catalog) -> EnvironmentPlan:
    groups: list[Group] = []
    drafts: list[Group] = []
    for slo in service.slos:
        aim = objective(service.name, slo, environment, catalog.project)
        burns = tuple(burn_alerts(aim, service, catalog))
        live = () if aim.stage == "draft" else burns
        name = f"{service.name}/slo/{slo.name}"
        groups.append(Group(name, aim.interval, (*short_recordings(aim), *live)))
        groups.append(Group(f"{name}/long", LONG_INTERVAL, tuple(long_recordings(aim))))
        if burns and not live:
            drafts.append(Group(f"{name}/draft", aim.interval, burns))
    interval = catalog.project.evaluation_interval
    if rules := tuple(_recordings(service, environment)):
        groups.append(Group(f"{service.name}/rules", interval, rules))
    alerts = tuple(alert(written, service, environment, catalog) for written in service.alerts)
    groups.extend(_groups(f"{service.name}/alerts", interval, tuple(a for a in alerts if not a.draft)))
    drafts.extend(_groups(f"{service.name}/alerts/draft", interval, tuple(a for a in alerts if a.draft)))
    return EnvironmentPlan(environment, tuple(groups), tuple(drafts))


def _groups(name: str, interval: int, alerts: tuple[PlannedAlert, ...]) -> Iterator[Group]:
    if alerts:
        yield Group(name, interval, alerts)


def _recordings(service: Service, environment: Environment) -> Iterator[Recording]:
    for rule in service.rules:
        try:
            expr = within(rule.expr, surroundings(environment))
        except TokenError:  # reported by the rule promql-syntax
            continue
        labels = tuple(sorted({"service": service.name, **dict(rule.labels), **dict(environment.labels)}.items()))
        yield Recording(rule.where, rule.record, expr, labels)
