"""A service, and everything that was written for it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from avionics.model.alert import Alert, RecordingRule
from avionics.model.cockpit import Cockpit
from avionics.model.logs import Logs
from avionics.model.maintenance import Maintenance
from avionics.model.project import Contact
from avionics.model.slo import Slo
from avionics.place import Where

ServiceType = Literal["functional", "technical"]
Impact = Literal["hard", "soft"]


class Dependency(Struct, frozen=True):
    """Another service this one needs. Hard: we fail when it fails."""

    where: Where
    service: str
    impact: Impact


class Link(Struct, frozen=True):
    """A titled address."""

    title: str
    url: str


STEPS = {"drain": "Drain", "rollback": "Roll back", "blockTraffic": "Block traffic", "architecture": "Architecture"}
"""The first steps of the on-call checklist, as specs and as people call them."""


class OnCall(Struct, frozen=True):
    """The on-call checklist: a page under playbooks/ or an address for each of the `STEPS` that is given."""

    where: Where
    given: dict[str, str] = {}
    contacts: tuple[Contact, ...] = ()

    @property
    def steps(self) -> tuple[tuple[str, str], ...]:
        """The steps that are given, as people call them, and the page or address of each."""
        return tuple([(title, self.given[key]) for key, title in STEPS.items() if key in self.given])


class Service(Struct, frozen=True):
    """Something that is monitored, with all that was written for it."""

    where: Where
    line: int
    name: str
    title: str
    description: str
    type: ServiceType
    product: str
    tier: int
    support: str
    dev: str
    sre: str
    environments: tuple[str, ...]
    depends_on: tuple[Dependency, ...]
    links: tuple[Link, ...]
    logs: Logs
    oncall: OnCall
    slos: tuple[Slo, ...] = ()
    alerts: tuple[Alert, ...] = ()
    rules: tuple[RecordingRule, ...] = ()
    cockpit: Cockpit | None = None

    @property
    def onboarded(self) -> bool:
        """Whether its pages wake SRE; others wake their dev team."""
        return self.support == "onboarded"

    @property
    def alerting(self) -> tuple[Slo | Alert, ...]:
        """What alerts are made from: its objectives and alerts have a playbook, logs, an agreement and overrides."""
        return (*self.slos, *self.alerts)

    @property
    def maintenance(self) -> tuple[Maintenance, ...]:
        """What is planned for all of its objectives."""
        return self.slos[0].maintenance if self.slos else ()
