"""A simulation as values. Times are in seconds, shares are ratios."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Noticed:
    """What a tier makes of an outage; None where it never fires.

    `detection` is from the first failed event to the alert, `reset` from the last one to silence (the outage ends with
    the alert, but fills the short window at least), `spent` the share of the budget gone at the alert. An outage that
    begins at another second may be noticed or end `within` seconds more or less.
    """

    window: str
    severity: str
    detection: int | None
    reset: int | None
    spent: float | None
    within: int


@dataclass(frozen=True, slots=True)
class Outage:
    """An outage of which `share` of all events are bad, `burn` times what is allowed; `gone` until no budget is left."""

    share: float
    burn: float
    gone: int
    noticed: tuple[Noticed, ...]

    @property
    def first(self) -> Noticed | None:
        """The tier that fires first."""
        fired = [each for each in self.noticed if each.detection is not None]
        return min(fired, key=lambda each: each.detection or 0, default=None)


@dataclass(frozen=True, slots=True)
class Point:
    """Where a tier fires while `share` of all events are bad: after `detection` seconds, with `spent` of the budget gone."""

    share: float
    detection: int
    spent: float


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier's condition: the error ratio it fires above in both windows (seconds), and what it waits for in the long one.

    That are so many failures, of so many events. `curve` is how it notices outages of any size, for a picture.
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


@dataclass(frozen=True, slots=True)
class Cost:
    """What the rules cost a server, where each selector finds `raw_series` series. Ranges are in seconds."""

    raw_series: int
    recordings: int
    alerts: int
    samples_per_evaluation: int
    samples_per_hour: int
    longest_raw: int
    longest_recorded: int


@dataclass(frozen=True, slots=True)
class Simulation:
    """An objective under outages. `traffic` is events a second, `budget` the events that may be bad in a period."""

    name: str
    title: str
    environment: str
    objective: str
    period: int
    scrape: int
    evaluation: int
    traffic: float
    allowed: float
    budget: float
    tiers: tuple[Tier, ...]
    outages: tuple[Outage, ...]
    remarks: tuple[str, ...]
    warnings: tuple[str, ...]
    cost: Cost
