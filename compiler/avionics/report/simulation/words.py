"""Shares, lengths of time and counts as people read them."""

from __future__ import annotations

import math

from avionics.promql.text.duration import text
from avionics.promql.text.number import number
from avionics.report.simulation.values import Outage, Part, Simulation


def share(ratio: float) -> str:
    """0.0288 as `2.9 %`: two significant digits, and three decimals below 1 %."""
    per_cent = ratio * 100
    digits = 0 if per_cent >= 10 else 1 if per_cent >= 1 else max(3, _shown(per_cent))
    return f"{number(round(per_cent, digits))} %"


def burn_rate(rate: float) -> str:
    """How many times faster than allowed the budget goes: 14.4, 1,000."""
    return f"{round(rate, 2):,.10g}"


def length(seconds: int) -> str:
    """Seconds as `1m15s`; seconds are left out of hours, minutes of days."""
    unit = 1 if seconds < 3600 else 60 if seconds < 86_400 else 3600
    return text(seconds - seconds % unit)


def lasting(seconds: int) -> str:
    """How long a budget lasts: of the finest promises no whole second."""
    return length(seconds) if seconds else "less than 1s"


def period(simulation: Simulation) -> str:
    """What the promise holds for: `30d`, `a calendar month, counted as 30d`."""
    counted = text(simulation.period)
    return f"a calendar {simulation.calendar}, counted as {counted}" if simulation.calendar else counted


def gone(simulation: Simulation, outage: Outage) -> str:
    """When the budget is used up: `gone in 3d`, or at the end of the period whose name it has, if it ever is."""
    if outage.burn < 1:
        return "never gone"
    if outage.as_allowed and simulation.calendar:
        return f"gone as the {simulation.calendar} ends"
    return f"gone in {lasting(outage.gone)}"


def count(events: float) -> str:
    """A number of events, whole from 10 on."""
    return f"{events:,.0f}" if events >= 10 else number(round(events, max(2, _shown(events))))


def _shown(value: float) -> int:
    """The decimals that show two significant digits of a number."""
    return 1 - math.floor(math.log10(value)) if value else 0


def stated(simulation: Simulation | Part) -> str:
    """The traffic that figures hold for: `600/m`, or `an assumed 600/m`."""
    return f"{'an assumed ' if simulation.assumed else ''}{traffic(simulation.traffic)}"


def traffic(per_second: float) -> str:
    """Events by the second where there are hundreds, else by the minute, hour or day, whichever gives 1 at least."""
    for unit, seconds, least in (("s", 1, 100), ("m", 60, 1), ("h", 3600, 1)):
        if per_second * seconds >= least:
            return f"{number(round(per_second * seconds, 2))}/{unit}"
    return f"{number(round(per_second * 86_400, 4))}/d"
