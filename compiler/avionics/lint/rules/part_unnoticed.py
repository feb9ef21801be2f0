"""A part of a composite objective that fails alone must be able to meet the guards of its tiers."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.objectives import guard_written
from avionics.model.catalog import Catalog
from avionics.place import Where
from avionics.plan.alerts import burn_text
from avionics.plan.objectives.objective import Objective
from avionics.plan.objectives.scarce import leaves, one_a_window
from avionics.plan.values import Plan
from avionics.promql.text.duration import seconds


@rule("warning", "a part of a composite objective that fails alone can meet the guard of every tier")
def check(plan: Plan, catalog: Catalog) -> Iterator[Problem]:
    """Looks at parts whose base windows hold one failure each, beside others that count theirs."""
    for aims in plan.objectives:
        aim = min(aims, key=lambda one: len(one.disabled))  # guards are the same in all environments
        if not aim.scarce:  # of one whose parts are all so, tier-unreachable says it
            for part, known in leaves(aim.slo, catalog):
                if known is not None and one_a_window(aim.slo, known):
                    yield from _unmet(aim.slo.where.at("objective"), aim, part)


def _unmet(where: Where, aim: Objective, part: str) -> Iterator[Problem]:
    for tier in aim.shaped:
        holds = seconds(tier.long) // aim.base
        if tier.min_failures > holds and tier.long not in aim.disabled and not aim.starved(tier):
            message = (
                f"while {part} alone fails, the {tier.long} tier of {aim.slo.name!r} never fires: it needs "
                f"{burn_text.failures(aim, tier)}, and of that part {tier.long} holds {holds}, one in each "
                f"{aim.base_name}"
            )
            guard = guard_written(where, aim, tier, "minFailures")
            yield Problem(guard, message, f"lower its 'minFailures' to {holds} or less")
