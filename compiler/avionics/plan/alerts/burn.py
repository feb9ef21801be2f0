"""An objective in one environment to its burn-rate alerts, one for each tier (SRE Workbook, chapter 5)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from avionics.conventions import names
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.plan.alerts import burn_text
from avionics.plan.alerts.annotations import Ways, annotated, ways
from avionics.plan.alerts.burning_below import burning_below
from avionics.plan.alerts.failing_parts import failing_parts
from avionics.plan.alerts.labels import alert_labels
from avionics.plan.alerts.severity import compiled_severity, told
from avionics.plan.alerts.templates import literal
from avionics.plan.objectives.form import Form, filled
from avionics.plan.objectives.objective import Objective
from avionics.plan.objectives.windows import Tier
from avionics.plan.recordings.maintenance import silent
from avionics.plan.recordings.sloth import matching
from avionics.plan.recordings.sloth import severity as sloth_severity
from avionics.plan.values import PlannedAlert
from avionics.promql.text.duration import seconds, text
from avionics.promql.text.number import number


class _Alike(Struct, frozen=True):
    """What the alerts of all tiers of an objective have in common."""

    name: str
    titles: str
    impact: str
    panel: str
    text: burn_text.Alike
    on: Ways


def burn_alerts(aim: Objective, service: Service, catalog: Catalog) -> Iterator[PlannedAlert]:
    """One alert per burn-rate tier of an objective."""
    slo = aim.slo
    panel = names.slo_panel(slo.name)
    on = ways(
        catalog.project, aim.environment, service,
        playbook=slo.playbook, runbook="", panel=panel, by=slo.by, logs=slo.logs or service.logs,
    )  # fmt: skip
    name = names.burn_alert(service.name, slo.name)
    alike = _Alike(name, titles(aim, service), impact(aim, service), panel, burn_text.alike(aim), on)
    below = burning_below(aim, service, catalog)
    for tier in aim.tiers:
        yield _burn_alert(aim, tier, service, alike, below or failing_parts(aim, tier, catalog))


def _burn_alert(aim: Objective, tier: Tier, service: Service, alike: _Alike, others: str) -> PlannedAlert:
    slo, environment = aim.slo, aim.environment
    severity = compiled_severity(tier.severity, aim.stage, environment)
    exhaustion = text(tier.exhaustion(slo.window))
    named = {names.SLO: slo.name, names.WINDOW: tier.long, names.EXHAUSTION: exhaustion}
    own = {**dict(slo.labels), **named, **sloth_severity(aim, severity)}
    burn = number(tier.burn_rate(slo.window))
    return PlannedAlert(
        where=slo.where,
        name=alike.name,
        environment=environment.name,
        slo=slo.name,
        window=tier.long,
        expr=silent(aim, filled(_condition(aim.form, tier), aim.series)),
        for_=tier.for_,
        keep_firing_for=tier.keep_firing_for,
        intended=tier.severity,
        stage=aim.stage,
        severity=severity,
        team=told(service, severity),
        by=slo.by,
        labels=alert_labels(service, environment, severity, aim.stage, "symptom", own),
        annotations=annotated(
            alike.on,
            summary=burn_text.summary(alike.titles, burn, slo.by, alike.text),
            description=burn_text.description(aim, tier, alike.text, others),
            impact=alike.impact,
            back=tier.long,
        ),
        playbook=slo.playbook,
        panel=alike.panel,
        draft=aim.stage == "draft",
    )


def titles(aim: Objective, service: Service) -> str:
    """`Checkout: Availability`, for the beginning of a summary."""
    return f"{literal(service.title)}: {literal(aim.slo.title)}"


def impact(aim: Objective, service: Service) -> str:
    """What users feel, as written, or that a promise is not kept."""
    return aim.slo.impact or f"{aim.slo.title} of {service.title}: less than was agreed"


@lru_cache(maxsize=1024)
def _condition(form: Form, tier: Tier) -> str:
    """Both windows over the threshold, and enough failures that one lost request at night wakes nobody."""
    threshold = f"{number(tier.burn_rate(form.window))} * {number(form.budget)}"
    conditions = [f"{form.recorded(names.ERROR_RATIO + tier.long)} > {threshold}", f"{_held(form, tier)} > {threshold}"]
    if tier.min_failures > 1 or not form.heavy:  # without what none has made, the ratio is the whole one of above
        conditions.append(_failed(form, tier, threshold))
    if tier.min_events:
        conditions.append(_enough(form, tier))
    return f"\nand{matching(form)}\n".join(conditions)


def _held(form: Form, tier: Tier) -> str:
    """The ratio of the short window; while nothing comes, the last one there was: idle is not recovery."""
    short = form.recorded(names.ERROR_RATIO + tier.short)
    return f"({short} or last_over_time({short}[{text(seconds(tier.long) - 1)}:{tier.short}]))"


def _failed(form: Form, tier: Tier, threshold: str) -> str:
    """Enough failures in the long window; where one may weigh as much as many, as many of equal weight.

    There also if the ratio is over the threshold without the few that are not enough: n of equal weight are
    sqrt(n / effective failures) of all errors.
    """
    least = _just_below(tier.min_failures)
    if not form.heavy:
        return f"{form.recorded(names.FAILURES + tier.long)} > {least}"
    effective, ratio = (form.recorded(metric + tier.long) for metric in (names.EFFECTIVE, names.ERROR_RATIO))
    rest = f"(1 - ({tier.min_failures - 1} / {effective}) ^ 0.5) *{matching(form)} {ratio}"
    return f"({effective} > {least} or {rest} > {threshold})"


def _enough(form: Form, tier: Tier) -> str:
    """Events in the long window: its failures over its ratio, since the guard asks for failures too."""
    failures, ratio = (form.recorded(metric + tier.long) for metric in (names.FAILURES, names.ERROR_RATIO))
    return f"{failures} /{matching(form)} {ratio} > {_just_below(tier.min_events)}"


def _just_below(count: int) -> str:
    """What so many events exceed, and one less does not, whatever rounding leaves of them."""
    return number(Decimal(count) - Decimal("0.5"))
