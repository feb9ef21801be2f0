"""What a service, an objective or an alert was compiled into, and why: values to be printed.

Places are `path:line`; an empty one means that nobody wrote it down. Numbers and durations are texts, as people
and Prometheus write them.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Kind = Literal["service", "objective", "alert"]


class Fact(Struct, frozen=True):
    """Something known, and the line that says so."""

    name: str
    value: str
    place: str = ""


class Field(Struct, frozen=True):
    """A field of a spec. `default`: it was not written; it then has a place only if taken from there."""

    name: str
    value: str
    place: str
    default: bool


class Condition(Struct, frozen=True, kw_only=True):
    """When one alert fires in one environment.

    `threshold` is what the value is held against, a ratio for objectives. `windows`, `burn_rate` and
    `exhaustion` (until the whole budget is gone) are those of a tier, else empty.
    """

    alert: str
    environment: str
    severity: str
    words: str
    threshold: str = ""
    windows: tuple[str, ...] = ()
    burn_rate: str = ""
    exhaustion: str = ""
    waits: str
    keeps_firing: str
    expr: str


class Told(Struct, frozen=True):
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


class Page(Struct, frozen=True):
    """A page below playbooks/, the heading it is opened at, and whether one of the two is missing."""

    kind: Literal["playbook", "runbook"]
    reference: str
    title: str
    heading: str
    url: str
    note: str = ""
    missing: bool = False


class Way(Struct, frozen=True):
    """The ways on in one environment. `panel` is `row > title`, empty for the whole cockpit."""

    environment: str
    panel: str
    dashboard_url: str
    logs_url: str


class Guide(Struct, frozen=True):
    """What to do: pages, ways on, the first steps of the on-call checklist, whom to call."""

    pages: tuple[Page, ...] = ()
    ways: tuple[Way, ...] = ()
    steps: tuple[Fact, ...] = ()
    contacts: tuple[Fact, ...] = ()


class Varying(Struct, frozen=True):
    """A label or annotation and its values, each with the alerts that carry it (empty: all)."""

    name: str
    values: tuple[tuple[str, str], ...]


class Group(Struct, frozen=True):
    """A rule group and what of it belongs here. `file` is below the output folder."""

    environment: str
    file: str
    name: str
    interval: str
    records: tuple[str, ...]
    alerts: tuple[str, ...]


class Panel(Struct, frozen=True):
    """A panel of the cockpit."""

    row: str
    title: str
    kind: str
    id: int


class Cockpit(Struct, frozen=True):
    """The cockpit that shows it, and the panels that do. `file` is below the output folder."""

    file: str
    uid: str
    title: str
    panels: tuple[Panel, ...]


class Explanation(Struct, frozen=True):
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
