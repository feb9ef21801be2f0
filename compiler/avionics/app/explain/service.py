"""A service: who owns it, what is watched, who is told, and all it was compiled into."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from avionics.app.explain import outputs, words
from avionics.app.explain.guide import service_guide
from avionics.app.explain.scope import Scope
from avionics.app.explain.told import told
from avionics.model.service import STEPS
from avionics.plan.objectives.objective import period
from avionics.promql.text.duration import text
from avionics.promql.text.number import number
from avionics.report.explanation.values import Explanation, Fact, Field


def explanation(within: Scope) -> Explanation:
    """Everything about the service of `within`."""
    service = within.service
    return Explanation(
        kind="service",
        name=service.name,
        title=service.title,
        place=within.sources.place(service.where.at("name")),
        why=tuple(_why(within)),
        cockpit=outputs.cockpit(within, lambda _: True),
        members=(*_objectives(within), *_alerts(within)),
        told=told(tuple(alert for plan in within.environments for alert in plan.alerts()), within),
        guide=service_guide(within),
        fields=tuple(_fields(within)),
        groups=tuple(outputs.groups(within)),
    )


def _why(within: Scope) -> Iterator[Fact]:
    service, source = within.service, within.sources
    where = service.where
    if service.description:
        yield source.fact("what it is", service.description, where, "description")
    product = f", part of {service.product}" if service.product else ""
    yield source.fact("type", f"{service.type}, tier {service.tier}{product}", where, "type")
    owners = f"{within.team(service.dev)} (development), {within.team(service.sre)} (SRE)"
    yield source.fact("owners", owners, where, "owners")
    environments = tuple(plan.environment.name for plan in within.environments)
    yield source.fact("runs in", words.several(environments), where, "environments")
    needs = tuple(f"{dependency.service} ({dependency.impact})" for dependency in service.depends_on)
    yield source.fact("depends on", words.several(needs), where, "dependsOn")
    yield Fact("needed by", words.several(tuple(_needed_by(within))))


def _needed_by(within: Scope) -> Iterator[str]:
    for name, profile in sorted(within.catalog.services.items()):
        for needed, impact in profile.depends_on:
            if needed == within.service.name:
                yield f"{name} ({impact})"


def _objectives(within: Scope) -> Iterator[Fact]:
    for slo in within.service.slos:
        value = f"{number(slo.objective)} % over {period(slo)}: {slo.title}"
        yield Fact(f"{within.service.name}/{slo.name}", value, within.sources.place(slo.where))


def _alerts(within: Scope) -> Iterator[Fact]:
    for alert in within.service.alerts:
        value = f"{alert.severity}, stage {alert.stage}: {alert.title}"
        yield Fact(alert.name, value, within.sources.place(alert.where))


def _fields(within: Scope) -> Iterator[Field]:
    service, source, project = within.service, within.sources, within.catalog.project
    where = service.where
    yield source.field(where, "support", service.support)
    yield source.field(where, "product", service.product or "none")
    yield source.field(where, "logs", words.logs(service.logs))
    for key in STEPS:
        yield source.field(where, f"oncall.{key}", service.oncall.given.get(key, "none"))
    yield from _cockpit_fields(within)
    yield source.field(project.where, "rules.scrapeInterval", text(project.scrape_interval))
    yield source.field(project.where, "rules.evaluationInterval", text(project.evaluation_interval))


def _cockpit_fields(within: Scope) -> Iterator[Field]:
    """Of the cockpit spec; without one the cockpit is made of the standard rows alone."""
    written, source = within.service.cockpit, within.sources
    title = within.plan.cockpit.title
    if written is None:
        yield Field("cockpit", "the standard rows alone", "", default=True)
        return
    titled = source.field(written.where, "title", title, within.service.where.at("title"))
    yield replace(titled, name="cockpit title")
    yield replace(source.field(written.where, "hide", words.several(written.hide)), name="cockpit hide")
