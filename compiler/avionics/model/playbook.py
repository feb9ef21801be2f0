"""Playbooks and runbooks."""

from __future__ import annotations

from typing import Literal, NamedTuple

from msgspec import Struct

from avionics.links.grafana import DashboardLink
from avionics.links.kibana import DiscoverLink
from avionics.place import Where

Kind = Literal["Playbook", "Runbook"]


class Targets(NamedTuple):
    """What a link to a page finds: its kind, and what may be named behind `#`: the headings in their order, and the
    `others` that are none of these: headings in lists and quotations, and what HTML calls a place."""

    kind: Kind
    headings: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All of them, headings first."""
        return (*self.headings, *self.others)


class PageLink(Struct, frozen=True):
    """A link from one page to another, or to a heading. `target` is as written, at a line and column of the file;
    `page` the path below playbooks/ that it leads to, and `anchor` the heading there ("" for none)."""

    target: str
    line: int
    column: int
    page: str
    anchor: str


class CockpitLink(Struct, frozen=True):
    """An address that opens the cockpit of `service`, if there is one. `address` is as written, at `where`."""

    where: Where
    address: str
    service: str
    opens: DashboardLink


class Command(Struct, frozen=True):
    """What a page tells to type about an objective or alert of `service`; `name` is as written, at `where`:
    `checkout/availability`."""

    where: Where
    name: str
    service: str


class LogsLink(Struct, frozen=True):
    """An address that opens logs, as only we write it. `address` is as written, at `where`."""

    where: Where
    address: str
    opens: DiscoverLink


class Page(Struct, frozen=True):
    """A Markdown page. `path` is below playbooks/; `first` is the line of the file that `body` begins on; `anchors` are
    its headings as links know them, `others` what else they may name in it. `cockpits` and `logs` are addresses in it
    that lead there, `commands` what it tells to type.

    `expires`, `exit_type` and `exit_ref` are empty for a playbook.
    """

    where: Where
    path: str
    kind: Kind
    title: str
    service: str
    reviewed: str
    expires: str
    exit_type: str
    exit_ref: str
    headings: tuple[tuple[int, str, int], ...]
    anchors: tuple[str, ...]
    links: tuple[PageLink, ...]
    body: str
    first: int
    others: tuple[str, ...] = ()
    cockpits: tuple[CockpitLink, ...] = ()
    logs: tuple[LogsLink, ...] = ()
    commands: tuple[Command, ...] = ()

    @property
    def targets(self) -> Targets:
        """What links to it find."""
        return Targets(self.kind, self.anchors, self.others)
