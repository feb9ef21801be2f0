"""Objectives as rules look at them: each once for every place in which it says something else."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.place import Where
from avionics.plan.objective import Objective
from avionics.plan.values import Plan


def objectives(plan: Plan) -> Iterator[tuple[Where, Objective]]:
    """Every objective of a plan with where its percentage is written: as it stands, and where overridden."""
    for aims in plan.objectives:
        plain = False
        for aim in aims:
            override = aim.slo.environments.get(aim.environment.name)
            own = override is not None and override.objective is not None
            if own or not plain:
                where = override.where if own and override else aim.slo.where
                yield where.at("objective"), aim
            plain = plain or not own
