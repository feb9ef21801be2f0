"""The on-call checklist of a service as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.model.catalog import Catalog
from avionics.model.project import Contact
from avionics.model.service import Service
from avionics.place import Where
from avionics.plan.alerts.annotations import playbook_url

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|!~])")


def oncall_text(service: Service, catalog: Catalog) -> str:
    """Owners, contacts, first steps and playbooks of `service`. What users wrote is escaped, never markup."""
    project = catalog.project
    links = [f"[{title}]({address(reference, catalog)})" for title, reference in service.oncall.steps]
    playbooks = sorted({slo.playbook for slo in service.slos} | {alert.playbook for alert in service.alerts})
    pages = [f"[{escaped(_page_title(page))}]({playbook_url(project, page)})" for page in playbooks]
    called = [f"{escaped(one.name)}: {escaped(one.reach)}" for one, _ in contacts(service, catalog)]
    lines = (
        f"**Tier {service.tier}**, {escaped(service.type)}, support: {escaped(service.support)}",
        f"**Owners**: {_team(service.dev, catalog)} (development), {_team(service.sre, catalog)} (SRE)",
        f"**First steps**: {' · '.join(links)}" if links else "",
        f"**Contacts**: {'; '.join(called)}",
        f"**Playbooks**: {' · '.join(pages)}" if pages else "",
    )
    return "\n\n".join(line for line in lines if line)


def contacts(service: Service, catalog: Catalog) -> Iterator[tuple[Contact, Where]]:
    """Whom to call, and where that was written: who answers for the service alone, its teams, mission control. What is
    reached the same way is named once.
    """
    teams = [catalog.teams[name] for name in (service.sre, service.dev) if name in catalog.teams]
    control = catalog.project.mission_control
    told = {control.reach}
    parts = [(service.oncall.where, service.oncall.contacts), *((team.where, team.contacts) for team in teams)]
    for where, known in parts:
        for index, contact in enumerate(known):
            if contact.reach not in told:
                told.add(contact.reach)
                yield contact, where.at("contacts", index)
    yield control, catalog.project.where.at("missionControl")


def address(reference: str, catalog: Catalog) -> str:
    """Where a fact of the checklist is published: itself when it is an address, else its page."""
    return reference if reference.startswith(("http://", "https://")) else playbook_url(catalog.project, reference)


def escaped(text: str) -> str:
    """`text` as Markdown that shows it as it is."""
    return _MARKDOWN.sub(r"\\\1", text)


def _page_title(reference: str) -> str:
    return reference.partition("#")[0].rsplit("/", 1)[-1].removesuffix(".md")


def _team(name: str, catalog: Catalog) -> str:
    team = catalog.teams.get(name)
    return escaped(team.title if team else name)
