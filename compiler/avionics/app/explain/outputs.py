"""What it became: alerts, rule groups, labels and annotations, the cockpit."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from avionics.app.explain.scope import Scope
from avionics.conventions import names
from avionics.place import Where
from avionics.plan import values as plan
from avionics.plan.alerts.templates import label
from avionics.promql.text.duration import text
from avionics.report.explanation.values import Cockpit, Condition, Group, Panel, Varying

Alerts = tuple[plan.PlannedAlert, ...]


def condition(alert: plan.PlannedAlert, words: str) -> Condition:
    """When an alert fires, in these `words`."""
    return Condition(
        alert=alert.name,
        environment=alert.environment,
        severity=alert.severity,
        words=words,
        waits=alert.for_,
        keeps_firing=alert.keep_firing_for,
        expr=alert.expr,
    )


def groups(within: Scope, where: Where | None = None) -> Iterator[Group]:
    """The rule groups and what in them was compiled from the node at `where` (None: everything)."""
    for environment in within.environments:
        name = environment.environment.name
        for file, found in _files(environment, within.service.name):
            for group in found:
                rules = [rule for rule in group.rules if where is None or rule.where == where]
                records = tuple(rule.record for rule in rules if isinstance(rule, plan.Recording))
                alerts = tuple(_named(rule) for rule in rules if isinstance(rule, plan.PlannedAlert))
                if rules:
                    yield Group(name, file, group.name, text(group.interval), records, alerts)


def _files(environment: plan.EnvironmentPlan, service: str) -> Iterator[tuple[str, tuple[plan.Group, ...]]]:
    rules, drafts = environment.files(service)
    yield rules
    if environment.environment.kubernetes is not None:
        yield names.kubernetes_file(environment.environment.name, service), environment.groups
    yield drafts


def _named(alert: plan.PlannedAlert) -> str:
    return f"{alert.name} ({alert.window})" if alert.window else alert.name


def cockpit(within: Scope, shown: Callable[[plan.Panel], bool]) -> Cockpit:
    """The service's cockpit and those of its panels that `shown` says."""
    found = within.plan.cockpit
    panels = tuple(
        Panel(row.title, panel.title, panel.kind, names.panel_id(found.uid, panel.key))
        for row in found.rows
        for panel in row.panels
        if shown(panel)
    )
    return Cockpit(names.cockpit_file(found.folder, within.service.name), found.uid, found.title, panels)


def labels(alerts: Alerts) -> tuple[Varying, ...]:
    """The labels that all of `alerts` have, and those that differ; a template for each that their series bring."""
    return _varying(alerts, lambda alert: {**{name: label(name) for name in alert.by}, **dict(alert.labels)})


def sayings(alerts: Alerts) -> tuple[Varying, ...]:
    """What the alerts say, as compiled: Prometheus fills in the templates when they fire."""
    return _varying(alerts, lambda alert: dict(alert.annotations))


def said(alerts: Alerts, annotation: str) -> str:
    """What the first of `alerts` says in an annotation."""
    return next((dict(alert.annotations)[annotation] for alert in alerts), "")


def _varying(alerts: Alerts, read: Callable[[plan.PlannedAlert], dict[str, str]]) -> tuple[Varying, ...]:
    carried = [(alert, read(alert)) for alert in alerts]
    every = sorted({name for _, found in carried for name in found})
    carriers = ((name, [(alert, found[name]) for alert, found in carried if name in found]) for name in every)
    return tuple(Varying(name, _values(found)) for name, found in carriers)


def _values(carried: list[tuple[plan.PlannedAlert, str]]) -> tuple[tuple[str, str], ...]:
    """Each value and who carries it: everyone, an environment, a tier by its window or another alert, or one of these
    in an environment.
    """
    ways: tuple[Callable[[plan.PlannedAlert], str], ...] = (
        lambda alert: alert.environment, lambda alert: alert.window or alert.name,
        lambda alert: f"{alert.environment} {alert.window or alert.name}",
    )  # fmt: skip
    told = [("", value) for _, value in carried]
    for which in ways:
        if len({*told}) == len(dict(told)):  # each carries one
            break
        told = [(which(alert), value) for alert, value in carried]
    return _grouped(told)


def _grouped(carried: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Those that carry the same value, together."""
    found: dict[str, dict[str, None]] = {}
    for which, value in carried:
        found.setdefault(value, {})[which] = None
    return tuple((", ".join(which), value) for value, which in found.items())
