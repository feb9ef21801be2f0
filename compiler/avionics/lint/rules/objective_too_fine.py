"""An objective that a single failure breaks measures luck."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from avionics.lint.engine import Problem, rule
from avionics.lint.objectives import objectives
from avionics.plan.values import Plan
from avionics.promql.text.duration import text
from avionics.promql.text.number import number


@rule("warning", "the traffic of an objective is enough to measure it")
def check(plan: Plan) -> Iterator[Problem]:
    """Looks at the failures that the budget allows of the traffic that is expected, where that is written."""
    for where, aim in objectives(plan):
        events = aim.expected(aim.slo.window)
        if events is None:
            continue
        allowed = events * Fraction(aim.budget)
        if allowed < 1:
            period, share = text(aim.slo.window), f"{number(aim.budget * 100)} %"
            counted = f"{number(round(float(events), 1))} events in {period}"
            spent = number(float(f"{float(allowed):.3g}"))
            message = f"one failure breaks {aim.slo.name!r}: of {counted}, {share} are {spent}"
            yield Problem(where, message, "lower the objective, lengthen its window, or add synthetic traffic")
