"""The catalogue of burn-rate tiers, kept as data with its source."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from avionics.promql.duration import seconds
from avionics.registry import text
from avionics.source.yaml import parse


class Tier(Struct, frozen=True):
    """One tier: windows as written, the share of the budget in per cent that it lets go."""

    severity: Literal["page", "ticket"]
    long: str
    short: str
    budget: Decimal
    keep_firing_for: str

    def burn_rate(self, period: int) -> Decimal:
        """How many times faster than allowed the budget burns, for a period of `period` seconds (Workbook, ch. 5).

        Never below 1: in a short period a tenth of the budget is less than what is allowed in the long window, and an
        alert while the promise is kept is noise.
        """
        return max(Decimal(1), self.budget / 100 * period / seconds(self.long))

    def exhaustion(self, period: int) -> int:
        """Seconds until the whole budget of `period` is gone at this burn rate."""
        return int(period / self.burn_rate(period))


@lru_cache(maxsize=1)
def catalogue() -> tuple[Tier, ...]:
    """The tiers, fastest first."""
    data, _ = parse(text("conventions/windows.yaml"))
    return tuple(
        Tier(tier["severity"], tier["long"], tier["short"], Decimal(tier["budget"]), tier["keepFiringFor"])
        for tier in data["tiers"]
    )
