"""An objective is written in per cent."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from avionics.lint.engine import Problem, rule
from avionics.model.service import Service
from avionics.place import Where
from avionics.promql.text.number import number


@rule("error", "an objective is in per cent, not a fraction of 1")
def check(service: Service) -> Iterator[Problem]:
    """Looks at objectives, also where an environment overrides them."""
    for slo in service.slos:
        yield from _fraction(slo.where.at("objective"), slo.objective)
        for override in slo.environments.values():
            if override.objective is not None:
                yield from _fraction(override.where.at("objective"), override.objective)


def _fraction(where: Where, objective: Decimal) -> Iterator[Problem]:
    if objective <= 1:
        meant = "below 100, such as 99.9" if objective == 1 else _short(objective * 100)
        yield Problem(where, f"{_short(objective)} % of good events is hardly meant", f"write per cent: {meant}")


def _short(value: Decimal) -> str:
    """`1E-300` is as good as its digits."""
    return min(number(value), str(value), key=len)
