"""What an objective cannot judge: events that vanished, that nobody causes, or that were never there.

Three alerts, since each asks for another step. None of them fires for a gap in scraping of ten minutes.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from avionics.conventions import names
from avionics.model.alert import AlertType
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.model.slo import Severity, Slo
from avionics.plan.alerts.annotations import Ways, annotated, span, ways
from avionics.plan.alerts.burn import impact, titles
from avionics.plan.alerts.labels import alert_labels
from avionics.plan.alerts.severity import compiled_severity, told
from avionics.plan.alerts.templates import where
from avionics.plan.objectives.objective import Objective
from avionics.plan.recordings.maintenance import silent
from avionics.plan.values import PlannedAlert

_TYPE: AlertType = "symptom"
"""Of all of them: where the measure of what users feel is gone, nobody can say that they feel nothing, and a service
that is down answers no scrape either. What vanished may page, and only symptoms do; three days later the same outage is
one that was never seen, and no other kind of alert for that."""

LOOK_BACK = "2d23h59m59s"
"""Three days, less a second as every range over what was recorded: what was there then and is not now has vanished."""


class Absence(Struct, frozen=True):
    """A way of not being measured: its condition, how long it must last, what is said of it.

    The condition asks for the recorded total and, for what was there before, for the coverage of an hour: that stays
    for an hour after any event, so that a look at every full hour misses none. What vanished is told by what is kept
    apart now (`by`): other labels of the past, of a profile or a longer `by`, are no event that is missing.

    `impact` is "" where what is written for the objective holds. Of what is not measured nobody knows what users feel.

    A ticket waits longer than a page: a service that nobody uses at night has no series after a restart, and they come
    back with its first user. That of what vanished waits for a day, so that what runs once a night is due again first.
    """

    kind: str
    expr: str
    lasts: dict[str, str]
    summary: str
    condition: str
    consequence: str
    impact: str = ""


_BLIND = "Not known: what users feel is not measured, and burn-rate alerts of this objective are blind"
_BLIND_TO_ONE = "Not known: what users feel is not measured here, and burn-rate alerts see only what else is measured"

_VANISHED = Absence(
    names.VANISHED,
    f"count_over_time({{hours}}[{LOOK_BACK}:1h]) unless on ({{by}}) {{total}}",
    {"page": "30m", "ticket": "1d"},
    "no longer measured",
    "it was measured in the last 3d and is not any more",
    "no target, another name or label, or nothing that could answer",
    _BLIND,
)
_IDLE = Absence(
    names.IDLE,
    "{total} == 0",
    {"page": "1h", "ticket": "6h"},
    "no events",
    "it is measured, and not a single event comes",
    "users may be unable to reach it",
)
_NEVER_SEEN = Absence(
    names.NEVER_SEEN,
    f"absent(count_over_time({{hours}}[{LOOK_BACK}:1h]) or {{total}})",
    {"ticket": "6h"},
    "never measured",
    "nothing was measured in the last 3d",
    "what the objective selects finds nothing, so its burn-rate alerts can never fire",
    _BLIND,
)


def condition(alert: PlannedAlert) -> str:
    """When one of the alerts made here fires, in words."""
    absence = next(one for one in (_VANISHED, _IDLE, _NEVER_SEEN) if alert.name.endswith(one.kind))
    return f"when {absence.condition}, for {alert.for_}"


def absence_alerts(aim: Objective, service: Service, catalog: Catalog) -> Iterator[PlannedAlert]:
    """The alerts of an objective for what it cannot judge, as far as its spec wants them."""
    slo = aim.slo
    panel = names.traffic_panel(slo.name)
    on: dict[tuple[str, ...], Ways] = {}  # most keep nothing apart, and lead to the same places
    for absence, severity, by in _wanted(slo):
        if by not in on:
            on[by] = ways(
                catalog.project, aim.environment, service,
                playbook=slo.playbook, runbook="", panel=panel, by=by, logs=slo.logs or service.logs,
            )  # fmt: skip
        yield _alert(aim, absence, severity, by, service, on[by])


def absence_names(service: str, slo: Slo) -> tuple[str, ...]:
    """The names of these alerts."""
    return tuple(names.absence_alert(service, slo.name, kind) for kind in absence_kinds(slo))


def absence_kinds(slo: Slo) -> tuple[str, ...]:
    """How their names end."""
    return tuple(absence.kind for absence, _, _ in _wanted(slo))


def _wanted(slo: Slo) -> Iterator[tuple[Absence, Severity, tuple[str, ...]]]:
    """The ways that the spec wants to be told of: how loudly, and the labels kept apart."""
    asked = (
        (_VANISHED, slo.absence.vanished, slo.by),
        (_IDLE, slo.absence.idle, slo.by),
        (_NEVER_SEEN, slo.absence.never_seen, ()),
    )
    for absence, severity, by in asked:
        if severity != "none":
            yield absence, severity, by


def _alert(
    aim: Objective, absence: Absence, intended: Severity, by: tuple[str, ...], service: Service, on: Ways
) -> PlannedAlert:
    slo, environment = aim.slo, aim.environment
    severity = compiled_severity(intended, aim.stage, environment)
    own = {**dict(slo.labels), **dict(aim.labels)}  # of what was never seen nothing is inherited
    return PlannedAlert(
        where=slo.where,
        name=names.absence_alert(service.name, slo.name, absence.kind),
        environment=environment.name,
        slo=slo.name,
        window="",
        expr=silent(aim, _asking(aim, absence.expr)),
        for_=absence.lasts[intended],
        keep_firing_for="",
        intended=intended,
        stage=aim.stage,
        severity=severity,
        team=told(service, severity),
        by=by,
        labels=alert_labels(service, environment, severity, aim.stage, _TYPE, own),
        annotations=annotated(
            on,
            summary=f"{titles(aim, service)}: {absence.summary}{where(by)}",
            description=f"{absence.condition.capitalize()}: {absence.consequence}.",
            impact=_feel(absence, by) or impact(aim, service),
            back=span(absence.lasts[intended]),
        ),
        playbook=slo.playbook,
        panel=names.traffic_panel(slo.name),
        draft=aim.stage == "draft",
    )


def _feel(absence: Absence, by: tuple[str, ...]) -> str:
    """What users feel where that is not what is written; of several series told apart one is gone and others go on."""
    return _BLIND_TO_ONE if by and absence.impact else absence.impact


def _asking(aim: Objective, expr: str) -> str:
    """A condition over what the objective records."""
    total, hours = aim.recorded(names.TOTAL + aim.base_name), aim.recorded(f"{names.COVERAGE}1h")
    return expr.replace("{by}", ", ".join(aim.slo.by)).replace("{total}", total).replace("{hours}", hours)
