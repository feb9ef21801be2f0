"""What is proved: suites of cases, each with series and with questions about what the rules make of them."""

from __future__ import annotations

from collections.abc import Hashable

from msgspec import Struct

from avionics.model.project import Pairs
from avionics.place import Where
from avionics.plan.values import Group


class Sample(Struct, frozen=True):
    """A series that is expected, and its value."""

    metric: str
    labels: Pairs
    value: float


class Question(Struct, frozen=True):
    """What `expr` gives `at` seconds into a case, and what it must give.

    `subject` is what is proved, as people call it; `claim` says in words what happens then, and `unfilled` what people
    may have forgotten where nothing is found.
    """

    where: Where
    subject: str
    claim: str
    expr: str
    at: int
    expected: tuple[Sample, ...]
    unfilled: str = ""


class Reading(Struct, frozen=True):
    """Alerts whose texts are read while they fire: none may hold a blank. `labels` are those of the alerts.

    `told` must be in their description, `untold` must not.
    """

    where: Where
    subject: str
    alert: str
    at: int
    labels: tuple[Pairs, ...]
    told: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()


class Case(Struct, frozen=True):
    """Series with one value each `interval` seconds, in promtool's notation."""

    name: str
    interval: int
    series: Pairs
    questions: tuple[Question, ...]
    readings: tuple[Reading, ...] = ()


class Suite(Struct, frozen=True):
    """Cases for the rules in `groups`, in the order they are evaluated, every `every` seconds.

    `path` says where its files go, without an ending; suites of one path may be put together. So may those of one
    `kind` over several services, where it is not empty. Of suites of one `form` one is enough; None is like no other.
    `clock` is the time its cases begin at, for rules that ask for it, in seconds since 1970.
    """

    environment: str
    path: str
    every: int
    groups: tuple[Group, ...]
    cases: tuple[Case, ...]
    kind: str = ""
    form: Hashable = None
    clock: int = 0
