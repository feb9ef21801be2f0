"""Planned maintenance: what is measured meanwhile counts neither as good nor as bad, and nobody is told of it.

Its times stand in the rules as numbers. The base pair is not recorded while its window holds any of it. All longer
windows are made of base pairs, so that what happened in the same hour before and after still counts.
"""

from __future__ import annotations

from avionics.plan.objectives.objective import Objective
from avionics.plan.objectives.shape import Measure
from avionics.slis.series import Rates


def without(aim: Objective, measure: Measure, rates: Rates) -> Rates:
    """The pair of a window read from the raw series, where there was no maintenance in it."""
    if not aim.maintenance:
        return rates
    rest = f"unless on () ({_during(aim, measure.seconds + aim.scrape)})"
    variance = f"({rates.variance}) {rest}" if rates.variance else ""
    return Rates(f"({rates.total}) {rest}", f"({rates.errors}) {rest}", variance)


def silent(aim: Objective, expr: str) -> str:
    """The condition of an alert, which does not hold during maintenance, nor until there is a base pair again."""
    if not aim.maintenance:
        return expr
    return f"({expr})\nunless on ()\n({_during(aim, aim.base + aim.scrape)})"


def _during(aim: Objective, longer: int) -> str:
    """PromQL: something while maintenance is on, and for `longer` seconds after it.

    Including the last of them: there a range of Prometheus 2, closed on both sides, still holds the sample of its end.
    """
    return " or ".join(f"vector(time()) > {each.start} <= {each.end + longer}" for each in aim.maintenance)
