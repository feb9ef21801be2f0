"""Plan to artifacts, one folder per output format.

A target offers `READS`, the plan it is made from ("Plan" of a service or "ProjectPlan"), and `emit(plan)`, which yields
artifacts, or findings where the user's own part does not fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from avionics.artifact import Artifact
from avionics.finding import Finding
from avionics.plan.values import Plan, ProjectPlan
from avionics.registry import unit, units


def names() -> tuple[str, ...]:
    """Every target there is."""
    return units("targets")


def emit(plan: Plan | ProjectPlan, targets: Iterable[str]) -> Iterator[Artifact | Finding]:
    """What those of `targets` that read such a plan make of it."""
    reads = type(plan).__name__
    for name in targets:
        target = unit("targets", name)
        if reads == target.READS:
            yield from target.emit(plan)
