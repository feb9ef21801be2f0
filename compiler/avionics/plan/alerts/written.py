"""Alerts as written, in one environment, to alerting rules."""

from __future__ import annotations

import re

from avionics.model.alert import OPERATORS, Alert, Comparison
from avionics.model.catalog import Catalog
from avionics.model.project import Environment
from avionics.model.service import Service
from avionics.plan.alerts.annotations import annotated, span, ways
from avionics.plan.alerts.labels import alert_labels
from avionics.plan.alerts.led_to import panel_of
from avionics.plan.alerts.severity import compiled_severity, told
from avionics.plan.alerts.templates import literal, where
from avionics.plan.alerts.written_text import description
from avionics.plan.objectives.surroundings import surroundings
from avionics.plan.values import PlannedAlert
from avionics.promql.text.edit import narrowed
from avionics.promql.text.number import number

_BLANK = re.compile(r"\s")


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
        expr=compared(narrowed(written.expr, surroundings(environment)), written, environment.name),
        for_=override.for_ if override and override.for_ else written.for_,
        keep_firing_for=written.keep_firing_for,
        intended=written.severity,
        stage=stage,
        severity=severity,
        team=told(service, severity),
        by=written.by,
        labels=alert_labels(service, environment, severity, stage, written.type, dict(written.labels)),
        annotations=annotated(
            ways(
                catalog.project, environment, service,
                playbook=written.playbook, runbook=written.runbook, panel=panel, by=written.by,
                logs=written.logs or service.logs,
            ),
            summary=f"{literal(service.title)}: {literal(written.title)}{where(written.by)}",
            description=description(written, threshold_of(written, environment.name)),
            impact=written.impact,
            back=span(override.for_ if override and override.for_ else written.for_),
        ),
        playbook=written.playbook,
        panel=panel,
        draft=stage == "draft",
        unit="" if threshold_of(written, environment.name) is None else written.unit,
    )  # fmt: skip


def condition_of(written: Alert, environment: str) -> str:
    """The alert's condition as text, with the threshold of an environment ("" for the one written for all)."""
    return compared(written.expr, written, environment)


def compared(expr: str, written: Alert, environment: str) -> str:
    """`expr`, which the alert was written with, compared with the threshold of an environment, if it has one."""
    threshold = threshold_of(written, environment)
    if threshold is None:
        return expr
    side, value = threshold
    end = "\n" if "#" in written.expr else ""  # a comment must not swallow the bracket
    bracketed = f"({expr}{end})" if _BLANK.search(written.expr) else expr
    return f"{bracketed} {OPERATORS[side]} {number(value)}"


def threshold_of(written: Alert, environment: str) -> Comparison | None:
    """The threshold in an environment ("" for the one written for all); None where the expression is a condition."""
    override = written.environments.get(environment)
    return override.threshold if override and override.threshold else written.threshold
