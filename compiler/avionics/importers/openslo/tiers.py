"""Conditions that are burn-rate tiers of ours, as our own export writes them: these come back as they went."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from avionics.importers.urgency import urgency
from avionics.importers.values import Window
from avionics.importers.windows import USUAL
from avionics.load.periods import period
from avionics.place import Where
from avionics.plan.objectives.windows import catalogue
from avionics.promql.text.number import number

_AT_ONCE = "1m"
"""The least delay that OpenSLO knows: ours have none."""


class Condition(Struct, frozen=True):
    """An alert condition: `burn` is its kind, operator, threshold, window and delay, as written; `where` they stand."""

    name: str
    where: Where
    severity: str
    burn: tuple[str, ...]


class Alerts(Struct, frozen=True):
    """What the policies of an SLO mean: its stage, and the severity of each tier by its long window.

    There are no `tiers` where any condition is none of ours.
    """

    stage: str
    tiers: dict[str, str]

    def disabled(self, target: Decimal, window: Window) -> tuple[str, ...]:
        """The tiers that could fire and are not there, for an objective of `target` per cent."""
        length, budget = _length(window), 1 - target / 100
        can_fire = (tier for tier in catalogue(length) if tier.reachable(length, budget))
        return tuple(tier.long for tier in can_fire if self.tiers and tier.long not in self.tiers)

    def severities(self, window: Window) -> dict[str, dict[str, str]]:
        """Those that are not the usual ones of their tiers; at stage ticket they cannot be told."""
        usual = {tier.long: tier.severity for tier in catalogue(_length(window))}
        changed = {long: said for long, said in self.tiers.items() if said != usual[long]}
        return {} if self.stage == "ticket" else {long: {"severity": said} for long, said in changed.items()}


SHADOW = Alerts("shadow", {})
"""Nobody is woken: nothing says who is."""


def tiers(conditions: Iterable[Condition], window: Window) -> dict[str, str]:
    """The severities of those conditions that are tiers of ours for a period, by their long windows."""
    length = _length(window)
    rates = ((tier.long, number(tier.burn_rate(length))) for tier in catalogue(length))
    ours: dict[tuple[str, ...], str] = {("burnrate", "gt", rate, long, _AT_ONCE): long for long, rate in rates}
    found = {ours.get(one.burn): urgency(one.severity) for one in conditions}
    return {long: severity for long, severity in found.items() if long and severity}


def _length(window: Window) -> int:
    return period(window or USUAL)[0]
