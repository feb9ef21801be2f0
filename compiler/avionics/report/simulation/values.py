"""A simulation as values. Times are in seconds, shares are ratios."""

from __future__ import annotations

from msgspec import Struct


class Noticed(Struct, frozen=True):
    """What a tier makes of an outage; None where it never fires.

    `detection` is from the beginning of the outage to the alert, `reset` from its end to silence (it ends with the
    alert, but fills the short window at least), `spent` the share of the budget gone at the alert. An outage that
    begins at another second is noticed at most `within` seconds sooner or later.
    """

    window: str
    severity: str
    detection: int | None
    reset: int | None
    spent: float | None
    within: int


class Outage(Struct, frozen=True):
    """While `share` of all events are bad the budget burns `burn` times as fast as allowed; it is gone after `gone`."""

    share: float
    burn: float
    gone: int
    noticed: tuple[Noticed, ...]

    @property
    def as_allowed(self) -> bool:
        """Whether just so much is bad as may be."""
        return self.burn == 1

    @property
    def unnoticed(self) -> bool:
        """Whether no tier fires."""
        return all(each.detection is None for each in self.noticed)


class Point(Struct, frozen=True):
    """A tier fires after `detection` seconds while `share` of all events are bad, with `spent` of the budget gone."""

    share: float
    detection: int
    spent: float


class Tier(Struct, frozen=True):
    """A tier's condition: the error ratio it fires above in both windows, `long` and `short` seconds of them.

    It waits for so many failures of so many events in the long one. `curve` is how it notices outages of any size.
    """

    window: str
    severity: str
    burn: float
    threshold: float
    long: int
    short: int
    failures: int
    events: int
    curve: tuple[Point, ...] = ()


class Cost(Struct, frozen=True):
    """What the rules cost a server, where each selector finds `raw_series` series. Ranges are in seconds.

    As many series and alerts are there for each group of the labels in `by`.
    """

    raw_series: int
    recordings: int
    alerts: int
    samples_per_evaluation: int
    samples_per_hour: int
    longest_raw: int
    longest_recorded: int
    by: tuple[str, ...] = ()


class Part(Struct, frozen=True):
    """An objective that the simulated one is made of; `fails` where outages are its own. The rest as there."""

    name: str
    traffic: float
    assumed: bool
    fails: bool
    counts: str = "events"


class Simulation(Struct, frozen=True):
    """An objective under outages. `traffic` is events a second, `assumed` where nobody said how many; they are called
    what it `counts`.

    Where it is `timed` an event is the time between two scrapes, however much happens in it; what it is made of has the
    events of its `parts`. `budget` is the events that may be bad in a period. Where `calendar` names one (`month`),
    `period` is the length it is counted with; rolling periods have no name.
    """

    name: str
    title: str
    environment: str
    objective: str
    period: int
    scrape: int
    evaluation: int
    traffic: float
    assumed: bool
    allowed: float
    budget: float
    tiers: tuple[Tier, ...]
    outages: tuple[Outage, ...]
    remarks: tuple[str, ...]
    warnings: tuple[str, ...]
    cost: Cost
    calendar: str = ""
    timed: bool = False
    counts: str = "events"
    parts: tuple[Part, ...] = ()

    @property
    def fails(self) -> str:
        """What is bad in an outage: `probes`; events where that is several things."""
        failing = {part.counts for part in self.parts if part.fails} or {self.counts}
        return failing.pop() if len(failing) == 1 else "events"
