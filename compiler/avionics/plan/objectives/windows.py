"""Catalogues of burn-rate tiers, kept as data with their source."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from msgspec import Struct

from avionics.model.slo import Severity
from avionics.promql.text.duration import seconds
from avionics.registry import files, text
from avionics.source.yaml import parse

ROOM = "conventions/windows"


class Tier(Struct, frozen=True, cache_hash=True):
    """One tier: windows as written, the share of the budget in per cent that it lets go.

    `min_failures` and `min_events` are what the long window must hold for it to fire.
    """

    severity: Severity
    long: str
    short: str
    budget: Decimal
    keep_firing_for: str
    for_: str = ""
    min_failures: int = 1
    min_events: int = 0

    def burn_rate(self, period: int) -> Decimal:
        """How many times faster than allowed the budget burns, for a period of `period` seconds (Workbook, ch. 5).

        To three places, as the rule writes it. Never below 1: an alert while the promise is kept is noise.
        """
        return _burn_rate(self, period)

    def reachable(self, period: int, budget: Decimal) -> bool:
        """Whether an error ratio can exceed its threshold at all, where that share of the events may be bad."""
        return self.burn_rate(period) * budget < 1

    def exhaustion(self, period: int) -> int:
        """Seconds until the whole budget is gone at this burn rate: `period`, or less in whole hours from a day on."""
        return _exhaustion(self, period)

    def passes(self, period: int, allowed: Fraction | None) -> Fraction:
        """The greatest steady burn rate it lets pass for ever: by its threshold, or for want of failures.

        `allowed` is how many failures in its long window are as many as the budget lets go; None where nobody knows.
        """
        burn = Fraction(self.burn_rate(period))
        return burn if allowed is None else max(burn, (self.min_failures - 1) / allowed)

    def in_time(self, period: int) -> Fraction:
        """The greatest steady burn rate at which it has waited for its `for` before the budget of `period` is gone."""
        return (period - Fraction(self.burn_rate(period)) * seconds(self.long)) / seconds(self.for_)


def whole(duration: int) -> int:
    """Seconds as they are said of a budget: whole hours from a day on."""
    return duration - duration % 3_600 if duration > 86_400 else duration


@lru_cache(maxsize=512)
def _burn_rate(tier: Tier, period: int) -> Decimal:
    rate = tier.budget / 100 * period / seconds(tier.long)
    return max(Decimal(1), rate.quantize(Decimal("0.001")))


@lru_cache(maxsize=512)
def _exhaustion(tier: Tier, period: int) -> int:
    gone = int(seconds(tier.long) * 100 / tier.budget)
    return whole(gone) if gone < period else period


@lru_cache(maxsize=1)
def catalogues() -> dict[int, tuple[Tier, ...]]:
    """The tiers for each period in seconds that has a catalogue of its own, fastest first; by length."""
    found = (parse(text(f"{ROOM}/{name}"))[0] for name in files(ROOM, ".yaml"))
    return dict(sorted((seconds(data["period"]), tuple(map(_tier, data["tiers"]))) for data in found))


def _tier(data: dict[str, Any]) -> Tier:
    severity: Severity = "page" if data["severity"] == "page" else "ticket"
    return Tier(severity, data["long"], data["short"], Decimal(str(data["budget"])), data["keepFiringFor"])


@lru_cache(maxsize=64)
def catalogue(period: int) -> tuple[Tier, ...]:
    """The tiers for a period of `period` seconds: those of the shortest catalogue that is not shorter.

    Windows stay what they are there; burn rates follow from the shares of the budget, so they are lower than there and
    end at 1, which leaves no gap.
    """
    known = catalogues()
    return known[min((one for one in known if one >= period), default=max(known))]


def long_windows(periods: Iterable[int]) -> list[str]:
    """The long windows of the tiers for these periods, shortest first."""
    return sorted({tier.long for period in periods for tier in catalogue(period)}, key=seconds)
