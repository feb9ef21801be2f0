"""Planned maintenance: what is measured meanwhile counts neither as good nor as bad, and nobody is told of it.

Its times stand in the rules as numbers. The base pair is not recorded while its window holds any of it. The pair of an
hour is then summed from base pairs, so that what happened in the same hour before and after still counts. All longer
windows are made of these two.
"""

from __future__ import annotations

from avionics.conventions import names
from avionics.plan.objective import Objective
from avionics.plan.shape import Measure
from avionics.slis.series import Rates


def without(aim: Objective, measure: Measure, rates: Rates) -> Rates:
    """The pair of a window read from the raw series, without what happened during maintenance."""
    if not aim.maintenance:
        return rates
    touched = _during(aim, measure.seconds + aim.scrape)

    def rest(metric: str, expr: str) -> str:
        kept = f"({expr}) unless on () ({touched})"
        if measure.seconds == aim.base:
            return kept
        tiles = f"sum_over_time({aim.recorded(metric + aim.base_name)}[{measure.range}:{aim.base_name}])"
        return f"({kept}) or ({tiles} * {aim.base} / {measure.seconds} and on () ({touched}))"

    return Rates(rest(names.TOTAL, rates.total), rest(names.ERRORS, rates.errors))


def silent(aim: Objective, expr: str) -> str:
    """The condition of an alert, which does not hold during maintenance, nor until there is a base pair again."""
    if not aim.maintenance:
        return expr
    return f"({expr})\nunless on ()\n({_during(aim, aim.base + aim.scrape)})"


def _during(aim: Objective, longer: int) -> str:
    """PromQL: something while maintenance is on, and for `longer` seconds after it."""
    return " or ".join(f"vector(time()) > {each.start} < {each.end + longer}" for each in aim.maintenance)
