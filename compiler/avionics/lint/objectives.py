"""Objectives as rules look at them: each once for every place in which it says something else."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.model.service import Service
from avionics.model.slo import Slo
from avionics.place import Where
from avionics.plan.objectives.objective import Objective
from avionics.plan.objectives.windows import Tier
from avionics.plan.values import Plan
from avionics.promql.text.edit import single
from avionics.promql.text.selector import Selector
from avionics.slis.indicator import WHOLE, Routed


def objectives(plan: Plan) -> Iterator[tuple[Where, Objective]]:
    """Every objective of a plan with where its percentage is written: as it stands, and where overridden.

    As it stands it has all its tiers, unless every environment switches some off.
    """
    for aims in plan.objectives:
        plain = False
        for aim in sorted(aims, key=_switched_off):
            own = _percentage(aim)
            if own or not plain:
                where = aim.slo.environments[aim.environment.name].where if own else aim.slo.where
                yield where.at("objective"), aim
            plain = plain or not own


def with_other_tiers(plan: Plan) -> Iterator[tuple[Where, Objective]]:
    """Those with the same percentage as elsewhere and other tiers, with where their environment switches some off."""
    for aims in plan.objectives:
        overrides = aims[0].slo.environments
        alike = [aim for aim in aims if overrides and not _percentage(aim)]
        most = {*min(alike, key=_switched_off).disabled} if alike else set()
        for aim in alike:
            if {*aim.disabled} != most:
                yield overrides[aim.environment.name].where.at("disable"), aim


def _percentage(aim: Objective) -> bool:
    """Whether its environment overrides it."""
    override = aim.slo.environments.get(aim.environment.name)
    return override is not None and override.objective is not None


def _switched_off(aim: Objective) -> int:
    return len(aim.disabled)


def guard_written(where: Where, aim: Objective, tier: Tier, guard: str) -> Where:
    """Where the guard of a tier is written, `minFailures` or `minEvents`; `where` the objective is, if by default."""
    own, alerting = aim.slo.tiers.get(tier.long), aim.slo.where.at("alerting")
    if own and (own.min_failures if guard == "minFailures" else own.min_events) is not None:
        return alerting.at("tiers", tier.long, guard)
    default = guard == "minFailures" and aim.slo.min_failures == aim.slo.sli.least_failures
    return where if default else alerting.at(guard)


def gauges(service: Service) -> Iterator[tuple[Slo, Where, Selector]]:
    """The selectors of SLIs whose values are a time or a state, with their objective and place."""
    for slo in service.slos:
        for route, written in slo.sli.gauges():
            if selector := single(written):
                yield slo, slo.sli_at(*route), selector


def shares(slo: Slo) -> tuple[list[str], list[Routed]]:
    """What an SLI counts as a whole, and with the keys that lead to it what it counts as a part of that."""
    written = [(route, text) for route, text in slo.sli.selectors() if route]
    totals = [text for route, text in written if route[0] in WHOLE]
    return totals, [(route, text) for route, text in written if route[0] not in WHOLE] if totals else []
