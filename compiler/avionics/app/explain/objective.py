"""An objective: what is promised, when its alerts fire, and what it was compiled into."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from avionics.app.explain import outputs, words
from avionics.app.explain.agreement import agreed
from avionics.app.explain.counted import counted
from avionics.app.explain.guide import guide
from avionics.app.explain.indicator import indicator
from avionics.app.explain.scope import Scope
from avionics.app.explain.told import silenced, told
from avionics.conventions import names
from avionics.model.slo import Slo
from avionics.plan.alerts.absence import condition
from avionics.plan.objectives.objective import Objective, objective, period
from avionics.plan.objectives.windows import Tier, catalogue
from avionics.plan.values import PlannedAlert
from avionics.promql.text.duration import text
from avionics.promql.text.number import number
from avionics.report.explanation.values import Condition, Explanation, Fact, Field


def explanation(slo: Slo, within: Scope) -> Explanation:
    """Everything about `slo`."""
    alerts = within.alerts(slo.where)
    name = within.service.name
    aims = [objective(name, slo, plan.environment, within.catalog) for plan in within.environments]
    return Explanation(
        kind="objective",
        name=f"{name}/{slo.name}",
        title=slo.title,
        place=within.sources.place(slo.where),
        why=tuple(_why(slo, within)),
        cockpit=outputs.cockpit(within, lambda panel: panel.where == slo.where),
        promises=tuple(_promise(aim, within) for aim in aims),
        conditions=tuple(_conditions(aims, alerts)),
        remarks=(*_remarks(slo, aims, within), *silenced(alerts, within)),
        told=told(alerts, within),
        guide=guide(alerts, "", slo.logs or within.service.logs, within),
        fields=tuple(_fields(slo, alerts, within)),
        labels=outputs.labels(alerts),
        annotations=outputs.sayings(alerts),
        groups=tuple(outputs.groups(within, slo.where)),
    )


def _why(slo: Slo, within: Scope) -> Iterator[Fact]:
    source = within.sources
    if slo.description:
        yield source.fact("what is promised", slo.description, slo.where, "description")
    if slo.impact:
        yield source.fact("what users feel", slo.impact, slo.where, "impact")
    yield agreed(slo.agreement, within)
    yield source.fact("how it is measured", slo.sli.kind, slo.where, "sli")
    yield from indicator(slo)
    yield Fact("how it is counted", slo.sli.words.counts)
    if slo.by:
        yield source.fact("kept apart by", ", ".join(slo.by), slo.where, "by")


def _promise(aim: Objective, within: Scope) -> Fact:
    override = aim.slo.environments.get(aim.environment.name)
    where = override.where if override and override.objective is not None else aim.slo.where
    limit = f", threshold {aim.threshold}" if aim.threshold else ""
    value = f"{number(aim.percent)} % good over {period(aim.slo)}{limit}: {words.allowance(aim)}"
    return within.sources.fact(aim.environment.name, value, where, "objective")


def _conditions(aims: list[Objective], alerts: tuple[PlannedAlert, ...]) -> Iterator[Condition]:
    tiers = {(aim.environment.name, tier.long): (tier, aim) for aim in aims for tier in aim.tiers}
    for alert in alerts:
        found = tiers.get((alert.environment, alert.window))
        yield _condition(alert, *found) if found else outputs.condition(alert, condition(alert))


def _condition(alert: PlannedAlert, tier: Tier, aim: Objective) -> Condition:
    rate = tier.burn_rate(aim.slo.window)
    return replace(
        outputs.condition(alert, words.burning(tier, aim)),
        threshold=number(rate * aim.budget),
        windows=(tier.long, tier.short),
        burn_rate=number(rate),
        exhaustion=dict(alert.labels)[names.EXHAUSTION],
    )


def _remarks(slo: Slo, aims: list[Objective], within: Scope) -> Iterator[str]:
    """What shapes all tiers, and the tiers that were left out."""
    if not aims:
        return
    if slo.by:
        yield words.apart(slo.by)
    if any(aim.tiers for aim in aims):
        yield (
            "while no events come a short window keeps its last ratio, for as long as the long one looks back: "
            "idle is not recovery"
        )
    yield from counted(slo, within)
    for at, tier in enumerate(catalogue(slo.window)):
        if tier.long in slo.disabled_tiers:
            place = within.sources.place(slo.where.at("alerting", "disable"))
            yield f"the {tier.long} {tier.severity} tier is switched off ({place})"
        else:
            yield from _switched_off(aims, tier, within)
            yield from _left_out(aims, at)


def _switched_off(aims: list[Objective], tier: Tier, within: Scope) -> Iterator[str]:
    """In which single environments a tier is not wanted."""
    for aim in aims:
        if tier.long in aim.disabled:
            place = within.sources.place(aim.slo.environments[aim.environment.name].where.at("disable"))
            yield f"the {tier.long} {tier.severity} tier is switched off in {aim.environment.name} ({place})"


def _left_out(aims: list[Objective], at: int) -> Iterator[str]:
    """Where the tier at a place of the catalogue can never fire, and why."""
    wanted = [(aim, aim.shaped[at]) for aim in aims if aim.shaped[at].long not in aim.disabled]
    never = [(aim, tier) for aim, tier in wanted if not aim.reachable(tier)]
    for starved, cause in (
        (False, "more than all events would have to be bad"),
        (True, "it waits for more than its long window can hold; 'avionics check' says how many"),
    ):
        found = [(aim.environment, tier) for aim, tier in never if aim.starved(tier) is starved]
        if found:
            tier, places = found[0][1], ", ".join(environment.name for environment, _ in found)
            yield f"the {tier.long} {tier.severity} tier is left out in {places}: {cause}"


def _fields(slo: Slo, alerts: tuple[PlannedAlert, ...], within: Scope) -> Iterator[Field]:
    source, where, project = within.sources, slo.where, within.catalog.project
    yield source.field(where, "title", slo.title)
    yield source.field(where, "objective", f"{number(slo.objective)} %")
    yield source.field(where, "window", period(slo))
    yield source.field(where, "by", words.several(slo.by))
    yield source.field(where, "impact", slo.impact or outputs.said(alerts, names.IMPACT))
    yield source.field(where, "stage", slo.stage)
    yield source.field(where, "playbook", slo.playbook)
    yield source.field(where, "logs", words.logs(slo.logs or within.service.logs), within.service.logs.where)
    yield source.field(where, "alerting.minFailures", str(slo.min_failures))
    yield source.field(where, "alerting.minEvents", str(slo.min_events))
    yield source.field(where, "alerting.disable", words.several(slo.disabled_tiers))
    yield from _shaped(slo, within)
    yield source.field(where, "alerting.absence.vanished", slo.absence.vanished)
    yield source.field(where, "alerting.absence.idle", slo.absence.idle)
    yield source.field(where, "alerting.absence.neverSeen", slo.absence.never_seen)
    yield source.field(where, "alerting.labels", words.paired(slo.labels))
    for name in (plan.environment.name for plan in within.environments):
        yield from _overrides(slo, name, within)
    yield source.field(project.where, "rules.scrapeInterval", text(project.scrape_interval))
    yield source.field(project.where, "rules.evaluationInterval", text(project.evaluation_interval))
    yield source.field(project.where, "rules.baseWindow", text(project.base_window))
    yield source.field(project.where, "rules.profile", project.profile or "none")
    if slo.calendar:
        yield source.field(project.where, "rules.calendarUntil", str(project.calendar_until))


def _shaped(slo: Slo, within: Scope) -> Iterator[Field]:
    """What is said of single tiers."""
    for long, tier in slo.tiers.items():
        stated = (
            ("severity", tier.severity),
            ("for", tier.for_),
            ("keepFiringFor", tier.keep_firing_for),
            ("minFailures", tier.min_failures),
            ("minEvents", tier.min_events),
        )
        for key, value in stated:
            if value not in (None, ""):
                yield within.sources.field(slo.where, f"alerting.tiers.{long}.{key}", str(value))


def _overrides(slo: Slo, environment: str, within: Scope) -> Iterator[Field]:
    override = slo.environments.get(environment)
    if override is None:
        return
    stated = (
        ("objective", f"{number(override.objective)} %" if override.objective is not None else ""),
        ("threshold", override.threshold),
        ("stage", override.stage or ""),
        ("disable", words.several(override.disabled_tiers) if override.disabled_tiers else ""),
    )
    for key, value in stated:
        if value:
            yield within.sources.field(slo.where, f"environments.{environment}.{key}", value)
