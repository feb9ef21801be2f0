"""Somewhere between all well and the slowest alert, a whole error budget must not go unseen."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.objectives import objectives
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.plan.windows import LONGEST
from avionics.promql.duration import text
from avionics.promql.number import number


@rule("warning", "no error budget can go without an alert")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the slowest tier that is left of each objective."""
    for where, aim in objectives(service, catalog):
        if aim.percent <= 1 or aim.slo.window > LONGEST:  # slips that objective-fraction and slo-window report
            continue
        tiers = aim.tiers()
        if not tiers:
            yield Problem(where, f"no tier of {aim.slo.name!r} is left, so its budget goes without an alert", _HELP)
            continue
        slowest = min(tiers, key=lambda tier: tier.burn_rate(aim.slo.window))
        rate = slowest.burn_rate(aim.slo.window)
        if rate > 1:
            gone = f"the whole budget is gone in {text(slowest.exhaustion(aim.slo.window))}"
            message = f"{aim.slo.name!r} can burn at {number(rate)} times the allowed rate without an alert: {gone}"
            yield Problem(where, message, _HELP)


_HELP = "keep a tier with a burn rate of 1: take it out of 'alerting: {disable: ...}'"
