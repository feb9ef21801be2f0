"""Burn-rate tiers that no error ratio can reach are left out, and this says so."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.model.slo import Slo
from avionics.place import Where
from avionics.plan.windows import catalogue
from avionics.promql.number import number


@rule("warning", "every burn-rate tier of an objective can fire")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at burn rate x budget for each objective as written and as overridden."""
    for slo in service.slos:
        for where, percent in _objectives(slo, service, catalog):
            yield from _unreachable(where, percent, slo)


def _objectives(slo: Slo, service: Service, catalog: Catalog) -> Iterator[tuple[Where, Decimal]]:
    """The objectives that hold somewhere, each where it is written."""
    seen: set[str] = set()
    for name in service.environments:
        override = slo.environments.get(name)
        if override is not None and override.objective is not None:
            if catalog.project.environment(name) is not None:
                yield override.where.at("objective"), override.objective
        elif not seen:
            seen.add(name)
            yield slo.where.at("objective"), slo.objective


def _unreachable(where: Where, percent: Decimal, slo: Slo) -> Iterator[Problem]:
    if percent <= 1:  # a slip that objective-fraction reports
        return
    budget = 1 - percent / 100
    for long, rate in _rates(slo.window):
        if rate * budget >= 1 and long not in slo.disabled_tiers:
            needed = f"{_short(rate)} x {number(budget)} = {_short(rate * budget)}"
            message = f"the {long} tier of {slo.name!r} is left out: it needs an error ratio above {needed}"
            help_ = f"raise the objective, or say that this is meant: 'alerting: {{disable: [{long}]}}'"
            yield Problem(where, message, help_)


@lru_cache(maxsize=64)
def _rates(window: int) -> tuple[tuple[str, Decimal], ...]:
    return tuple((tier.long, tier.burn_rate(window)) for tier in catalogue(window))


def _short(value: Decimal) -> str:
    return number(value.quantize(Decimal("0.001")))
