"""Pages that hold addresses of cockpits and logs, beside what these lead to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from msgspec import Struct

from avionics.links import kibana
from avionics.lint.engine import Meant, Problem
from avionics.model.catalog import Catalog
from avionics.model.playbook import CockpitLink, LogsLink, Page
from avionics.model.project import Environment
from avionics.place import Where
from avionics.plan.values import Plan

_VALUE = "[^&,()]*"


class Addressed(Struct, frozen=True):
    """A page with such addresses. `plan` is that of the unit it belongs to; None where that has none, or is broken."""

    page: Page
    plan: Plan | None

    @property
    def where(self) -> Where:
        return self.page.where


def addressed(pages: Iterable[Page], plans: tuple[Plan, ...]) -> list[Addressed]:
    """Those of `pages` that hold any: few do."""
    plan = plans[0] if plans else None
    return [Addressed(page, plan) for page in pages if page.cockpits or page.logs]


class Opened(Struct, frozen=True):
    """A cockpit, and the addresses in pages that open it: in those of its service, and in those of others."""

    plan: Plan
    links: tuple[CockpitLink, ...]

    @property
    def where(self) -> Where:
        return self.plan.service.where


def opened(pages: Iterable[Page], plans: tuple[Plan, ...], catalog: Catalog) -> list[Opened]:
    """The cockpits of `plans` that addresses in `pages`, which are theirs, or in pages of other units open."""
    found = []
    for plan in plans:
        service = plan.service.name
        own = [link for page in pages for link in page.cockpits if link.service == service]
        if links := (*own, *catalog.opened.get(service, ())):
            found.append(Opened(plan, links))
    return found


def ours(link: CockpitLink, catalog: Catalog) -> bool:
    """Whether it leads to the Grafana of any environment."""
    return any(alike(link.opens.base, grafana_of(one)) for one in catalog.project.environments)


def known(link: CockpitLink, catalog: Catalog) -> bool:
    """Whether it opens a cockpit of ours of which everything is known: what one holds depends on its environments, and
    where one of them is unknown, that is what must be put right."""
    profile = catalog.services.get(link.service)
    complete = profile is not None and len(running(link.service, catalog)) == len(profile.environments)
    return complete and ours(link, catalog)


def running(service: str, catalog: Catalog) -> tuple[Environment, ...]:
    """The environments that a service runs in: of a service that nobody knows, all."""
    profile = catalog.services.get(service)
    return tuple(one for one in catalog.project.environments if profile is None or one.name in profile.environments)


def grafana_of(environment: Environment) -> str:
    """The address of its Grafana."""
    return environment.grafana.rstrip("/")


def kibana_of(environment: Environment) -> str:
    """The address of its Kibana, space and all."""
    return kibana.home(environment.kibana, environment.kibana_space)


def alike(one: str, other: str) -> bool:
    """Whether two addresses lead to one place; most servers send from http on to https."""
    return _place(one) == _place(other)


def _place(address: str) -> str:
    host, slash, path = address.partition("://")[2].partition("/")
    return f"{host.lower()}{slash}{path}"


def listed(environments: Iterable[Environment], of: Callable[[Environment], str]) -> str:
    """What each has, `A (P, D-P) or B (staging)`."""
    names: dict[str, list[str]] = {}
    for environment in environments:
        names.setdefault(of(environment), []).append(environment.name)
    return " or ".join(f"{what} ({', '.join(who)})" for what, who in names.items())


def told(link: CockpitLink | LogsLink, part: str, message: str, help_: str | Meant) -> Problem:
    """A problem at a part of an address, with the value behind it where it ends in a sign that asks for one; at all of
    the address where the part is written otherwise."""
    found = re.search(re.escape(part) + (_VALUE if part.endswith((":", "=")) else ""), link.address)
    start, length = (found.start(), len(found[0])) if found else (0, len(link.address))
    where = Where(link.where.path, line=link.where.line, column=link.where.column + start)
    return Problem(where, message, help_, (0, length))
