"""A period of which maintenance takes a large share promises little."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.maintenance import Maintenance
from avionics.model.service import Service
from avionics.model.slo import Slo
from avionics.promql.text.duration import text

_MOST = 10
"""Per cent of a period."""


@rule("warning", "maintenance takes at most a tenth of a period")
def check(service: Service) -> Iterator[Problem]:
    """Looks at the period that ends with each maintenance, for each objective and environment."""
    for planned in service.maintenance:
        for slo in service.slos:
            places = (name for name in service.environments if planned.within(name))
            taken = max((_taken(service, planned, slo, name) for name in places), default=0)
            if taken * 100 > slo.window * _MOST:
                of = f"{text(taken)} of the {text(slo.window)} of {slo.name!r}"
                message = f"with {planned.reason!r}, maintenance takes {of}"
                help_ = f"at most {_MOST} % of a period should not count: plan less, or promise over a longer period"
                yield Problem(planned.where.at("to"), message, help_)
                break


def _taken(service: Service, planned: Maintenance, slo: Slo, environment: str) -> int:
    """Seconds of maintenance in the period of `slo` that ends with `planned`."""
    begins = planned.end - slo.window
    return sum(
        max(0, min(each.end, planned.end) - max(each.start, begins))
        for each in service.maintenance
        if each.within(environment)
    )
