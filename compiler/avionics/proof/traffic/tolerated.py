"""The error ratio that a tier tolerates: by the Workbook's formula, and not as the compiler found it."""

from __future__ import annotations

from fractions import Fraction

from avionics.plan.objectives.objective import Objective
from avionics.plan.objectives.windows import Tier
from avionics.promql.text.duration import seconds

_PLACES = 3
"""Of a burn rate, as rules write it."""


def tolerated(aim: Objective, tier: Tier) -> float:
    """Its burn rate (SRE Workbook, chapter 5) of the error budget; a burn rate below 1 counts as 1.

    Its share of the budget and its windows are those of the catalogue, or of the spec.
    """
    share, window = Fraction(tier.budget) / 100, Fraction(seconds(tier.long), aim.slo.window)
    return float(max(Fraction(1), round(share / window, _PLACES)) * Fraction(aim.budget))
