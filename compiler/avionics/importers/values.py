"""What importers make: objectives, alerts and services as values, before they are written as our documents."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from msgspec import Struct, field

from avionics.finding import Finding
from avionics.place import Where

TIERS = ("1", "2", "3", "4")
"""How critical a service of ours can be, as the labels of others write it."""


Window = str | dict[str, str]
"""A period as our specs write it: `28d`, or `{every: month, timeZone: UTC}`."""


NO_ABSENCE = {"vanished": "none", "neverSeen": "none"}
"""Nobody is told that an objective cannot be judged."""


class Choices(Struct, frozen=True):
    """What the user says where the files do not: the service and the period of objectives without one. `playbooks`:
    those that are missing are begun. `alerts`: those of the project it goes into, with the service of each; `labels`:
    those that its environments set; `certain`: those of them that all series have which are asked for.
    """

    service: str = ""
    window: str = ""
    playbooks: bool = False
    alerts: dict[str, str] = field(default_factory=dict)
    labels: frozenset[str] = frozenset()
    certain: frozenset[str] = frozenset()


class Objective(Struct, frozen=True):
    """One of our objectives. Empty fields are left to their defaults; others are as in the spec.

    `notes` are the warnings that concern it, written as comments above it. `page` is the address of what to do that
    theirs led to.
    """

    where: Where
    service: str
    name: str
    target: Decimal
    sli: dict[str, Any]
    title: str = ""
    description: str = ""
    window: Window = ""
    by: tuple[str, ...] = ()
    impact: str = ""
    stage: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    absence: dict[str, str] = field(default_factory=dict)
    disable: tuple[str, ...] = ()
    tiers: dict[str, dict[str, str]] = field(default_factory=dict)
    page: str = ""
    notes: tuple[Finding, ...] = ()


class Alert(Struct, frozen=True):
    """One of our alerts beyond the objectives, at our default stage. Empty fields are left out; others are as in the
    spec.

    `bound` is the side and the number it compares with; None where `expr` compares by itself. `guesses` say of fields
    why somebody must look at them. `page` is as above.
    """

    where: Where
    service: str
    name: str
    expr: str
    severity: str
    type: str
    impact: str
    bound: tuple[str, float] | None = None
    unit: str = ""
    waits: str = ""
    keeps_firing: str = ""
    description: str = ""
    by: tuple[str, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)
    guesses: dict[str, str] = field(default_factory=dict)
    page: str = ""
    notes: tuple[Finding, ...] = ()


class Recording(Struct, frozen=True):
    """One of our raw recording rules."""

    where: Where
    service: str
    record: str
    expr: str
    labels: dict[str, str] = field(default_factory=dict)
    notes: tuple[Finding, ...] = ()


class Service(Struct, frozen=True):
    """What the files say of a service. `owner` and `tier` are hints, of whatever spelling."""

    name: str
    title: str = ""
    description: str = ""
    owner: str = ""
    tier: str = ""


class Imported(Struct, frozen=True):
    """What a dialect read out of its documents. `tells_absence`: theirs tell when nothing is measured, as ours do."""

    objectives: tuple[Objective, ...] = ()
    services: tuple[Service, ...] = ()
    tells_absence: bool = False
    alerts: tuple[Alert, ...] = ()
    recordings: tuple[Recording, ...] = ()
