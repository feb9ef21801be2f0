"""Burn-rate tiers that can never fire are left out, and this says so."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from avionics.lint.engine import Problem, rule
from avionics.lint.objectives import guard_written, objectives
from avionics.place import Where
from avionics.plan.alerts import burn_text
from avionics.plan.objectives.objective import Objective
from avionics.plan.objectives.windows import Tier
from avionics.plan.values import Plan
from avionics.promql.text.duration import seconds, text
from avionics.promql.text.number import number
from avionics.slis.words import counted


@rule("warning", "every burn-rate tier of an objective can fire")
def check(plan: Plan) -> Iterator[Problem]:
    """Looks at burn rate x budget, and at the traffic expected, for each objective as written and overridden."""
    for where, aim in objectives(plan):
        if aim.percent > 1:  # below it, a slip that objective-fraction reports
            yield from _unreachable(plan, where, aim)


def _unreachable(plan: Plan, where: Where, aim: Objective) -> Iterator[Problem]:
    for tier in aim.shaped:
        if tier not in aim.tiers and tier.long not in aim.disabled:
            disabled = f"'alerting: {{disable: [{tier.long}]}}'"
            meant = f"or say that this is meant: {disabled}"
            left_out = f"the {tier.long} tier of {aim.slo.name!r} is left out"
            if aim.starved(tier):
                guard = "minFailures" if tier.min_failures >= tier.min_events else "minEvents"
                found, help_ = guard_written(where, aim, tier, guard), f"lower its '{guard}', {meant}"
                yield Problem(found, f"{left_out}: {_cause(aim, tier)}", help_)
            elif _elsewhere(plan, aim, tier):
                if aim.environment.may_page:  # where nobody is woken less may be promised, and a ticket may come later
                    there = f"'environments: {{{aim.environment.name}: {{disable: [{tier.long}]}}}}'"
                    help_ = f"raise the objective there, or say that this is meant: {there}"
                    yield Problem(where, f"{left_out} in {aim.environment.name}: {_cause(aim, tier)}", help_)
            else:
                yield Problem(where, f"{left_out}: {_cause(aim, tier)}", f"raise the objective, {meant}")


def _elsewhere(plan: Plan, aim: Objective, tier: Tier) -> bool:
    """Whether there is an environment in which the same tier can fire."""
    same = (other for aims in plan.objectives for other in aims if other.slo.name == aim.slo.name)
    return any(tier in other.tiers for other in same)


def _cause(aim: Objective, tier: Tier) -> str:
    if tier.min_failures > (held := aim.holds(tier) or tier.min_failures):
        return f"it needs {burn_text.failures(aim, tier)}, and {tier.long} holds {held}, one in each {aim.base_name}"
    failures = tier.min_failures >= tier.min_events
    asked = burn_text.failures(aim, tier) if failures else counted(tier.min_events, aim.words.events)
    if aim.outnumbered(tier):
        held = seconds(tier.long) // aim.scrape
        return f"it needs {asked}, and {tier.long} holds {held}, one in each {text(aim.scrape)}"
    if aim.starved(tier):
        expected = number(round(float(aim.expected(seconds(tier.long)) or 0), 3))
        events = "event is" if expected == "1" else "events are"
        return f"it needs {asked} in {tier.long}, and {expected} {events} expected"
    rate = tier.burn_rate(aim.slo.window)
    needed = (rate * aim.budget).quantize(Decimal("0.001"))
    return f"it needs an error ratio above {number(rate)} x {number(aim.budget)} = {number(needed)}"
