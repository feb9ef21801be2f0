"""Objectives and alerts in one environment to alerting rules."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from avionics.conventions import names
from avionics.model.alert import Alert
from avionics.model.catalog import Catalog
from avionics.model.project import Environment, Pairs
from avionics.model.service import Service
from avionics.model.slo import Slo
from avionics.plan.annotations import Ways, annotated, ways
from avionics.plan.severity import compiled_severity, told
from avionics.plan.slo_rules import Objective
from avionics.plan.surroundings import surroundings
from avionics.plan.templates import literal, where
from avionics.plan.values import CompiledSeverity, PlannedAlert
from avionics.plan.windows import Tier
from avionics.promql.duration import text
from avionics.promql.edit import within
from avionics.promql.number import number
from avionics.promql.tokens import TokenError


def burn_alerts(aim: Objective, service: Service, catalog: Catalog) -> Iterator[PlannedAlert]:
    """One alert per burn-rate tier of an objective."""
    slo = aim.slo
    on = ways(
        catalog.project, aim.environment, service,
        playbook=slo.playbook, runbook="", panel=names.slo_panel(slo.name), by=slo.by, logs=slo.logs or service.logs,
    )  # fmt: skip
    for tier in aim.tiers():
        yield _burn_alert(aim, tier, service, on)


def _burn_alert(aim: Objective, tier: Tier, service: Service, on: Ways) -> PlannedAlert:
    slo, environment = aim.slo, aim.environment
    severity = compiled_severity(tier.severity, aim.stage, environment)
    exhaustion = text(tier.exhaustion(slo.window))
    own = {names.SLO: slo.name, names.WINDOW: tier.long, names.EXHAUSTION: exhaustion}
    burn = number(tier.burn_rate(slo.window).quantize(Decimal("0.001")))
    panel = names.slo_panel(slo.name)
    return PlannedAlert(
        where=slo.where,
        name=names.burn_alert(service.name, slo.name),
        environment=environment.name,
        slo=slo.name,
        window=tier.long,
        expr=_burn_expr(aim, tier, burn),
        for_="",
        keep_firing_for=tier.keep_firing_for,
        intended=tier.severity,
        stage=aim.stage,  # type: ignore[arg-type]
        severity=severity,
        type="symptom",
        team=told(service, severity),
        by=slo.by,
        labels=_labels(service, environment, severity, aim.stage, "symptom", {**dict(slo.labels), **own}),
        annotations=annotated(
            on,
            summary=f"{_titles(service, slo)}: budget burns at over {burn} times the allowed rate{where(slo.by)}",
            description=_burn_text(aim, tier, exhaustion),
            impact=slo.impact or f"{slo.title} of {service.title}: less than was agreed",
        ),
        playbook=slo.playbook,
        panel=panel,
        draft=aim.stage == "draft",
    )  # fmt: skip


def _titles(service: Service, slo: Slo) -> str:
    return f"{literal(service.title)}: {literal(slo.title)}"


def _burn_expr(aim: Objective, tier: Tier, burn: str) -> str:
    """Long and short window over the threshold, and enough failures that one lost request at night wakes nobody."""
    threshold = f"{burn} * {number(aim.budget)}"
    failures = number(Decimal(aim.slo.min_failures) - Decimal("0.5"))
    return (
        f"{aim.recorded(names.ERROR_RATIO + tier.long)} > {threshold}\n"
        f"and\n"
        f"{aim.recorded(names.ERROR_RATIO + tier.short)} > {threshold}\n"
        f"and\n"
        f"{aim.recorded(names.FAILURES + tier.long)} > {failures}"
    )


def _burn_text(aim: Objective, tier: Tier, exhaustion: str) -> str:
    slo = aim.slo
    return (
        f"In the last {tier.long} {{{{ $value | humanizePercentage }}}} of events were bad; "
        f"{number(aim.percent)} % are to be good over {text(slo.window)}. "
        f"Fires above the rate at which the whole error budget is gone in {exhaustion}. "
        f"Stays silent below {slo.min_failures} failures in {tier.long}."
    )


def alert(written: Alert, service: Service, environment: Environment, catalog: Catalog) -> PlannedAlert:
    """An alert as it holds in one environment."""
    override = written.environments.get(environment.name)
    stage = override.stage if override and override.stage else written.stage
    severity = compiled_severity(written.severity, stage, environment)
    panel = panel_of(written, service)
    return PlannedAlert(
        where=written.where,
        name=written.name,
        environment=environment.name,
        slo="",
        window="",
        expr=_in_environment(condition_of(written, environment.name), environment),
        for_=override.for_ if override and override.for_ else written.for_,
        keep_firing_for=written.keep_firing_for,
        intended=written.severity,
        stage=stage,
        severity=severity,
        type=written.type,
        team=told(service, severity),
        by=written.by,
        labels=_labels(service, environment, severity, stage, written.type, dict(written.labels)),
        annotations=annotated(
            ways(
                catalog.project, environment, service,
                playbook=written.playbook, runbook=written.runbook, panel=panel, by=written.by,
                logs=written.logs or service.logs,
            ),
            summary=f"{literal(service.title)}: {literal(written.title)}{where(written.by)}",
            description=written.description or f"{literal(written.title)}: the value is {_value(written.unit)}.",
            impact=written.impact,
        ),
        playbook=written.playbook,
        panel=panel,
        draft=stage == "draft",
    )  # fmt: skip


def _value(unit: str) -> str:
    """The alert's value as its unit is read."""
    readers = {"s": "humanizeDuration", "percentunit": "humanizePercentage", "bytes": "humanize1024"}
    return f"{{{{ $value | {readers.get(unit, 'humanize')} }}}}" + ("B" if unit == "bytes" else "")


def condition_of(written: Alert, environment: str) -> str:
    """The alert's condition as text, with the threshold of an environment ("" for the one written for all)."""
    override = written.environments.get(environment)
    threshold = override.threshold if override and override.threshold else written.threshold
    if threshold is None:
        return written.expr
    side, value = threshold
    end = "\n" if "#" in written.expr else ""  # a comment must not swallow the bracket
    expr = f"({written.expr}{end})" if any(char.isspace() for char in written.expr) else written.expr
    return f"{expr} {'>' if side == 'above' else '<'} {number(value)}"


def panel_of(written: Alert, service: Service) -> str:
    """The key of the cockpit panel that shows the alert: the one written for it, else the standard one."""
    if service.cockpit:
        for row in service.cockpit.rows:
            for panel in row.panels:
                if panel.alert == written.name:
                    return names.written_panel(row.title, panel.title)
    return names.alert_panel(written.name)


def _in_environment(expr: str, environment: Environment) -> str:
    try:
        return within(expr, surroundings(environment))
    except TokenError:  # reported by the rule promql-syntax
        return expr


def _labels(
    service: Service, environment: Environment, severity: CompiledSeverity, stage: str, type_: str, own: dict[str, str]
) -> Pairs:
    labels = {
        **own,
        **dict(environment.labels),
        names.SERVICE: service.name,
        names.SEVERITY: severity,
        names.STAGE: stage,
        names.TEAM: told(service, severity),
        names.TIER: str(service.tier),
        names.TYPE: type_,
    }
    return tuple(sorted(labels.items()))
