"""Service level objectives."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from avionics.model.agreement import Agreement
from avionics.model.calendar import Calendar
from avionics.model.logs import Logs
from avionics.model.maintenance import Maintenance
from avionics.place import Step, Where
from avionics.slis.histogram import unlisted
from avionics.slis.indicator import Indicator

Stage = Literal["draft", "shadow", "ticket", "page"]


class SloOverride(Struct, frozen=True):
    """What differs in one environment; None or empty where nothing does."""

    where: Where
    objective: Decimal | None
    threshold: str
    stage: Stage | None
    disabled_tiers: tuple[str, ...]


Severity = Literal["page", "ticket"]
Wanted = Literal["page", "ticket", "none"]


class TierOverride(Struct, frozen=True):
    """What a spec says of one burn-rate tier; None or empty where it keeps what the catalogue or the objective says."""

    severity: Severity | None = None
    for_: str = ""
    keep_firing_for: str = ""
    min_failures: int | None = None
    min_events: int | None = None


class Absence(Struct, frozen=True):
    """Which alerts tell that an objective cannot be judged, and how loudly."""

    vanished: Wanted = "ticket"
    idle: Wanted = "none"
    never_seen: Wanted = "ticket"


class Slo(Struct, frozen=True):
    """One objective. `objective` is in per cent, `window` in seconds.

    `calendar` is None for a rolling period; else `window` is the nominal length of its periods. `maintenance` are the
    times whose events do not count.

    `min_failures` and `min_events` are what the long window of a tier must hold for it to fire; `tiers` is by long
    window. `traffic` is how many events a second are expected, None where nobody said.
    """

    where: Where
    name: str
    title: str
    description: str
    objective: Decimal
    window: int
    calendar: Calendar | None
    by: tuple[str, ...]
    sli: Indicator
    impact: str
    stage: Stage
    playbook: str
    logs: Logs | None
    agreement: Agreement | None
    min_failures: int
    min_events: int
    disabled_tiers: tuple[str, ...]
    tiers: dict[str, TierOverride]
    absence: Absence
    traffic: Fraction | None
    maintenance: tuple[Maintenance, ...]
    labels: tuple[tuple[str, str], ...]
    environments: dict[str, SloOverride]

    def sli_at(self, *steps: Step) -> Where:
        """The place of a node of its indicator."""
        return self.where.at("sli", self.sli.kind, *steps)

    def thresholds(self) -> Iterator[tuple[Where, str]]:
        """Where each threshold of its indicator is written, if it has any, and what it is; overrides come last."""
        if "threshold" in self.sli.fields:
            yield self.sli_at("threshold"), self.sli.fields["threshold"]
        for one in self.environments.values():
            if one.threshold:
                yield one.where.at("threshold"), one.threshold

    @property
    def unlisted_buckets(self) -> tuple[str, ...]:
        """The bounds of buckets that its thresholds need, where it does not list those of its histogram."""
        return unlisted(self.sli.fields, (threshold for _, threshold in self.thresholds()))
