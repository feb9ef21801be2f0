"""How loud the lines of a panel are, in words."""

from __future__ import annotations

from functools import lru_cache

from avionics.plan.alerts.severity import loudness
from avionics.plan.cockpit.thresholds import COLORS, Line
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
    (first, enough), *others = _by_color(severities, _ENOUGH_FOR)
    further = "".join(f", {color} for {enough_for}" for color, enough_for in others)
    return f" {first.capitalize()} is fast enough for {enough}, if it lasts{further}."


@lru_cache(maxsize=16)
def dashed(severities: tuple[CompiledSeverity, ...]) -> str:
    """What the dashed lines are, behind another sentence; "" where there is none."""
    fires = " or ".join(f"{said} ({color})" for color, said in _by_color(severities, _FIRES))
    return f" Dashed: the ratio above which a window {fires}, in the environment chosen." if fires else ""


def _by_color(severities: tuple[CompiledSeverity, ...], said: dict[CompiledSeverity, str]) -> list[tuple[str, str]]:
    """What is said of each colour, which two severities may share: the louder one first."""
    found: dict[str, list[CompiledSeverity]] = {}
    for severity in severities:
        found.setdefault(COLORS[severity], []).append(severity)
    return [
        (color, " or ".join(said[severity] for severity in sorted(of, key=loudness, reverse=True)))
        for color, of in found.items()
    ]


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
