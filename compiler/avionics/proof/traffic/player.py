"""The part of an indicator's kind that plays its series, where it has one."""

from __future__ import annotations

from functools import cache
from types import ModuleType
from typing import Any

from avionics.plan.objectives.objective import Objective
from avionics.registry import unit


@cache
def player(kind: str) -> ModuleType | None:
    """The module of a kind that plays its series, if it has one."""
    try:
        return unit("slis", f"{kind}.play")
    except ModuleNotFoundError:
        return None


def says(aim: Objective, what: str) -> Any:
    """What the player of an objective's kind has by that name; None for nothing."""
    return getattr(player(aim.slo.sli.kind), what, None)


def reads_counters(aim: Objective) -> bool:
    """Whether its rules count between the samples of counters, whose gaps and restarts matter."""
    return bool(says(aim, "COUNTERS"))
