"""How loud the lines of a panel are, in words."""

from __future__ import annotations

from functools import lru_cache

from avionics.plan.severity import loudness
from avionics.plan.thresholds import COLORS, Line
from avionics.plan.values import CompiledSeverity

LEGENDS: dict[CompiledSeverity, str] = {"none": "silent", "ticket": "ticket", "page": "page"}
"""What a line is called, before `when 1h is above`."""

_AT_MOST: dict[CompiledSeverity, str] = {"none": "silent", "ticket": "a ticket at most"}
_FIRES: dict[CompiledSeverity, str] = {"none": "fires silently", "ticket": "makes a ticket", "page": "pages"}
_ENOUGH_FOR: dict[CompiledSeverity, str] = {
    "none": "an alert that nobody is told of",
    "ticket": "a ticket",
    "page": "a page",
}


@lru_cache(maxsize=16)
def rate(severities: tuple[CompiledSeverity, ...]) -> str:
    """What the colours of a burn rate mean, behind another sentence; "" where no tier can fire."""
    if not severities:
        return ""
    first, *others = severities
    further = "".join(f", {COLORS[other]} for {_ENOUGH_FOR[other]}" for other in others)
    return f" {COLORS[first].capitalize()} is fast enough for {_ENOUGH_FOR[first]}, if it lasts{further}."


@lru_cache(maxsize=16)
def dashed(severities: tuple[CompiledSeverity, ...]) -> str:
    """What the dashed lines are, behind another sentence; "" where there is none."""
    fires = " or ".join(f"{_FIRES[severity]} ({COLORS[severity]})" for severity in severities)
    return f" Dashed: the ratio above which a window {fires}, in the environment chosen." if fires else ""


@lru_cache(maxsize=64)
def quieter(ceilings: tuple[tuple[str, CompiledSeverity], ...], lines: tuple[Line, ...]) -> str:
    """Where less is told than the lines say, by name: ` In staging a ticket at most.`

    `ceilings` are the environments by name, and how loud anything may be there.
    """
    loudest = max((loudness(line.severity) for line in lines), default=0)
    where: dict[CompiledSeverity, list[str]] = {}
    for environment, severity in ceilings:
        if loudness(severity) < loudest:
            where.setdefault(severity, []).append(environment)
    return "".join(f" In {', '.join(of)} {_AT_MOST[severity]}." for severity, of in where.items())
