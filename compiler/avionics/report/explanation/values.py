"""What a service, an objective or an alert was compiled into, and why: values to be printed.

Places are `path:line`; an empty one means that nobody wrote it down. Numbers and durations are texts, as people
and Prometheus write them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["service", "objective", "alert"]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known, and the line that says so."""

    name: str
    value: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a spec. `default`: it was not written; it then has a place only if taken from there."""

    name: str
    value: str
    place: str
    default: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """When one alert fires in one environment.

    `threshold` is what the value is held against, a ratio for objectives. `windows`, `burn_rate` and
    `exhaustion` (until the whole budget is gone) are those of a tier, else empty.
    """

    alert: str
    environment: str
    severity: str
    words: str
    threshold: str
    windows: tuple[str, ...]
    burn_rate: str
    exhaustion: str
    waits: str
    keeps_firing: str
    expr: str


@dataclass(frozen=True, slots=True)
class Told:
    """Who is told in one environment: `severity` is what an alert was meant as, `compiled` what it became."""

    environment: str
    audience: str
    stage: str
    severity: str
    compiled: str
    team: str
    receiver: str
    reached_by: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page below playbooks/, the heading it is opened at, and whether one of the two is missing."""

    kind: Literal["playbook", "runbook"]
    reference: str
    title: str
    heading: str
    url: str
    note: str = ""
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """The ways on in one environment. `panel` is `row > title`, empty for the whole cockpit."""

    environment: str
    panel: str
    dashboard_url: str
    logs_url: str


@dataclass(frozen=True, slots=True)
class Guide:
    """What to do: pages, ways on, the first steps of the on-call checklist, whom to call."""

    pages: tuple[Page, ...] = ()
    ways: tuple[Way, ...] = ()
    steps: tuple[Fact, ...] = ()
    contacts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Varying:
    """A label or annotation and its values, each with the alerts that carry it (empty: all)."""

    name: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A rule group and what of it belongs here. `file` is below the output folder."""

    environment: str
    file: str
    name: str
    interval: str
    records: tuple[str, ...]
    alerts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel of the cockpit."""

    row: str
    title: str
    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class Cockpit:
    """The cockpit that shows it, and the panels that do. `file` is below the output folder."""

    file: str
    uid: str
    title: str
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything about one name. Parts that do not apply are empty."""

    kind: Kind
    name: str
    title: str
    place: str
    why: tuple[Fact, ...]
    cockpit: Cockpit
    promises: tuple[Fact, ...] = ()
    members: tuple[Fact, ...] = ()
    conditions: tuple[Condition, ...] = ()
    remarks: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    guide: Guide = Guide()
    fields: tuple[Field, ...] = ()
    labels: tuple[Varying, ...] = ()
    annotations: tuple[Varying, ...] = ()
    groups: tuple[Group, ...] = ()
