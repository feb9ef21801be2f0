"""The on-call checklist of a service as Markdown."""

from __future__ import annotations

import re

from avionics.model.catalog import Catalog
from avionics.model.project import Contact
from avionics.model.service import Service
from avionics.plan.annotations import playbook_url

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|!~])")


def oncall_text(service: Service, catalog: Catalog) -> str:
    """Owners, contacts, first steps and playbooks of `service`. What users wrote is escaped, never markup."""
    project, oncall = catalog.project, service.oncall
    links = [f"[{title}]({address(reference, catalog)})" for title, reference in oncall.steps]
    contacts = [*oncall.contacts, project.mission_control]
    playbooks = sorted({slo.playbook for slo in service.slos} | {alert.playbook for alert in service.alerts})
    pages = [f"[{escaped(_page_title(page))}]({playbook_url(project, page)})" for page in playbooks]
    lines = (
        f"**Tier {service.tier}**, {escaped(service.type)}, support: {escaped(service.support)}",
        f"**Owners**: {_team(service.dev, catalog)} (development), {_team(service.sre, catalog)} (SRE)",
        f"**First steps**: {' · '.join(links)}" if links else "",
        f"**Contacts**: {'; '.join(map(_contact, contacts))}",
        f"**Playbooks**: {' · '.join(pages)}" if pages else "",
    )
    return "\n\n".join(line for line in lines if line)


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


def _contact(contact: Contact) -> str:
    return f"{escaped(contact.name)}: {escaped(contact.reach)}"
