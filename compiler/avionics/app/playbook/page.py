"""The text of a new playbook, from a template and from what is known of the objectives and alerts it is for."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from msgspec import Struct

from avionics.app.compile import Compiled
from avionics.app.explain import described
from avionics.app.explain.find import Part, subjects
from avionics.app.explain.scope import scope
from avionics.conventions import names
from avionics.lint.sections import ANCHORS
from avionics.model.catalog import Catalog, Profile
from avionics.model.project import Environment
from avionics.model.service import Service
from avionics.model.slo import Slo
from avionics.plan.alerts.absence import absence_kinds
from avionics.plan.alerts.annotations import RECENT, dashboard_url
from avionics.plan.alerts.oncall import contacts, escaped
from avionics.report.explanation.values import Explanation
from avionics.source.yaml import yaml_text

_LONGEST_TITLE = 80
_BLANKS = re.compile(r"\n{3,}")


class Neighbour(Struct, frozen=True):
    """A service up or down the road: how hard the tie is, and where its cockpit is."""

    title: str
    impact: str
    url: str


class Known(Struct, frozen=True):
    """What is known of one objective or alert: its `name` with that of its service, so that who renames it is told of
    the page. `alert` is the name its alerts have, "" if it has none.

    Of what the spec says in figures nothing is filled in: a page would go on saying it when the spec says otherwise.
    """

    name: str
    alert: str
    impact: str
    unmeasured: tuple[str, ...]
    explanation: Explanation


def text(page: str, found: list[Part], compiled: Compiled, earlier: str) -> str:
    """The page at `page` (below playbooks/) for all of `found`, which lead there; `earlier` is the address of the page
    that there was before.
    """
    catalog = compiled.catalog
    assert catalog is not None  # without one there are no subjects
    first = found[0]
    service, environments = first.service, [plan.environment for plan in first.plan.environments]
    filled: str = _template().render(
        title=first.item.title[:_LONGEST_TITLE],
        service=service,
        today=catalog.today,
        known=[_known(part, compiled) for part in found],
        anchors=sorted(set(_anchors(found))),
        steps=list(_steps(service, page)),
        earlier=earlier,
        made_of=list(_made_of(found, page, compiled)),
        needs=_needs(service, environments, catalog),
        needed_by=_needed_by(service, environments, catalog),
        contacts=[contact for contact, _ in contacts(service, catalog)],
    )
    return _BLANKS.sub("\n\n", filled)


def _template() -> Any:
    """Sandboxed, although the template is ours: what is filled in was written by others."""
    from jinja2 import StrictUndefined  # noqa: PLC0415  30 ms, for this command only
    from jinja2.sandbox import SandboxedEnvironment  # noqa: PLC0415

    environment = SandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, undefined=StrictUndefined
    )
    environment.filters["plain"] = lambda value: escaped(" ".join(str(value).split()))
    environment.filters["yaml"] = yaml_text.text
    source = files("avionics.app.playbook").joinpath("page.md.j2").read_text("utf-8")
    return environment.from_string(source, globals={})


def _known(part: Part, compiled: Compiled) -> Known:
    item = part.item
    alert = next((alert.name for alert in part.plan.alerts() if alert.where == item.where), "")
    unmeasured = absence_kinds(item) if isinstance(item, Slo) else ()
    explanation = described(part, scope(part, compiled, ""))
    return Known(f"{part.service.name}/{item.name}", alert, item.impact, unmeasured, explanation)


def _anchors(found: list[Part]) -> Iterator[tuple[str, str]]:
    """Headings that references lead to, beyond the standard ones: (heading, the name that leads there)."""
    for part in found:
        anchor = part.item.playbook.partition("#")[2]
        if anchor and anchor not in ANCHORS:
            yield names.title(anchor), part.item.name


def _steps(service: Service, page: str) -> Iterator[tuple[str, str]]:
    """The first steps of the on-call checklist, as links from `page`."""
    folder = os.path.dirname(page) or "."
    for name, reference in service.oncall.steps:
        yield name, reference if re.match("https?://", reference) else os.path.relpath(reference, folder)


def _made_of(found: list[Part], page: str, compiled: Compiled) -> Iterator[tuple[str, str]]:
    """The parts of composite objectives, each with the way from `page` to its own playbook."""
    combined = (one.item.sli.combined for one in found if isinstance(one.item, Slo))
    parts = dict.fromkeys(part for parts in combined for part in parts)
    playbooks = {full: one.item.playbook for _, full, one in subjects(compiled) if isinstance(one, Part)}
    for part in parts:
        if part in playbooks:
            yield part, os.path.relpath(playbooks[part], os.path.dirname(page) or ".")


def _needs(service: Service, environments: list[Environment], catalog: Catalog) -> list[Neighbour]:
    ties = ((catalog.services.get(tie.service), tie.impact) for tie in service.depends_on)
    return [_neighbour(profile, impact, environments) for profile, impact in ties if profile]


def _needed_by(service: Service, environments: list[Environment], catalog: Catalog) -> list[Neighbour]:
    ties = ((profile, dict(profile.depends_on)) for _, profile in sorted(catalog.services.items()))
    return [_neighbour(p, needs[service.name], environments) for p, needs in ties if service.name in needs]


def _neighbour(profile: Profile, impact: str, environments: list[Environment]) -> Neighbour:
    """Its cockpit in the first environment both run in."""
    shared = next((environment for environment in environments if environment.name in profile.environments), None)
    return Neighbour(profile.title, impact, dashboard_url(shared, profile.name).back(RECENT) if shared else "")
