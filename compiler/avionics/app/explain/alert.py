"""An alert beyond the objectives: when it fires, and what it was compiled into."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from avionics.app.explain import outputs, words
from avionics.app.explain.agreement import agreed
from avionics.app.explain.guide import guide
from avionics.app.explain.scope import Scope
from avionics.app.explain.told import silenced, told
from avionics.conventions import names
from avionics.model.alert import Alert
from avionics.plan.values import PlannedAlert
from avionics.promql.text.duration import text
from avionics.promql.text.number import number
from avionics.promql.text.one_line import one_line
from avionics.report.explanation.values import Condition, Explanation, Fact, Field


def explanation(written: Alert, within: Scope) -> Explanation:
    """Everything about `written`."""
    alerts = within.alerts(written.where)
    apart = (words.apart(written.by),) if written.by else ()
    return Explanation(
        kind="alert",
        name=written.name,
        title=written.title,
        place=within.sources.place(written.where),
        why=tuple(_why(written, within)),
        cockpit=outputs.cockpit(within, lambda panel: written.name in panel.alerts),
        conditions=tuple(_condition(written, alert) for alert in alerts),
        remarks=(*apart, *silenced(alerts, within)),
        told=told(alerts, within),
        guide=guide(alerts, written.runbook, written.logs or within.service.logs, within),
        fields=tuple(_fields(written, alerts, within)),
        labels=outputs.labels(alerts),
        annotations=outputs.sayings(alerts),
        groups=tuple(outputs.groups(within, written.where)),
    )


def _why(written: Alert, within: Scope) -> Iterator[Fact]:
    source, where = within.sources, written.where
    if written.description:
        yield source.fact("what it watches", written.description, where, "description")
    yield source.fact("what users feel", written.impact, where, "impact")
    symptom = written.type == "symptom"
    kind = "a symptom: users feel it" if symptom else "a cause: it says why, and never pages"
    yield source.fact("type", kind, where, "type")
    yield agreed(written.agreement, within)
    yield source.fact("expression", one_line(written.expr), where, "expr")


def _condition(written: Alert, planned: PlannedAlert) -> Condition:
    fires = outputs.condition(planned, words.compared(written, planned))
    return replace(fires, threshold=words.threshold(written, planned.environment))


def _fields(written: Alert, alerts: tuple[PlannedAlert, ...], within: Scope) -> Iterator[Field]:
    source, where, project = within.sources, written.where, within.catalog.project
    yield source.field(where, "title", written.title)
    yield source.field(where, "description", written.description or outputs.said(alerts, names.DESCRIPTION))
    if written.threshold:
        side, value = written.threshold
        yield source.field(where, side, number(value))
    yield source.field(where, "unit", written.unit)
    yield source.field(where, "for", written.for_ or "0s")
    yield source.field(where, "keepFiringFor", written.keep_firing_for or "0s")
    yield source.field(where, "severity", written.severity)
    yield source.field(where, "stage", written.stage)
    yield source.field(where, "by", words.several(written.by))
    yield source.field(where, "labels", words.paired(written.labels))
    yield source.field(where, "playbook", written.playbook)
    yield source.field(where, "runbook", written.runbook or "none")
    logs = within.service.logs
    yield source.field(where, "logs", words.logs(written.logs or logs), logs.where)
    for name in (plan.environment.name for plan in within.environments):
        yield from _overrides(written, name, within)
    yield source.field(project.where, "rules.evaluationInterval", text(project.evaluation_interval))


def _overrides(written: Alert, environment: str, within: Scope) -> Iterator[Field]:
    override = written.environments.get(environment)
    if override is None:
        return
    if override.threshold:
        side, value = override.threshold
        yield within.sources.field(written.where, f"environments.{environment}.{side}", number(value))
    for key, stated in (("for", override.for_), ("stage", override.stage or "")):
        if stated:
            yield within.sources.field(written.where, f"environments.{environment}.{key}", stated)
