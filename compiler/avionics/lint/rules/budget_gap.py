"""Somewhere between all well and the slowest alert, a whole error budget must not go unseen."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from avionics.lint.engine import Problem, rule
from avionics.lint.objectives import objectives, with_other_tiers
from avionics.place import Where
from avionics.plan.objectives.objective import Objective
from avionics.plan.objectives.windows import whole
from avionics.plan.values import Plan
from avionics.promql.text.duration import seconds, text
from avionics.promql.text.number import number


@rule("warning", "no error budget can go without an alert")
def check(plan: Plan) -> Iterator[Problem]:
    """Looks at what the tiers that are left of each objective let pass: by their rates, for want of failures, and while
    they wait for their `for`."""
    for where, aim in (*objectives(plan), *with_other_tiers(plan)):
        if aim.percent <= 1:  # a slip that objective-fraction reports
            continue
        tiers = aim.tiers
        if not tiers:
            starved = any(aim.starved(tier) for tier in aim.shaped)
            help_ = "lower what its tiers wait for: 'minFailures' or 'minEvents'" if starved else _HELP
            yield Problem(where, f"no tier of {aim.slo.name!r} is left, so its budget goes without an alert", help_)
            continue
        if all(aim.passes(tier) > 1 for tier in reversed(tiers)):  # mostly the last one does not
            if not _too_fine(aim):
                yield _gap(where, aim)
        elif (rate := aim.told_up_to) is not None:
            yield _too_late(where, aim, rate)


def _too_late(where: Where, aim: Objective, rate: Fraction) -> Problem:
    """The rate from which every tier that sees it still waits while the last of the budget goes."""
    gone, times = text(whole(int(aim.slo.window / rate))), number(round(float(rate), 2))
    waiting = ", ".join(f"{tier.long} for {tier.for_}" for tier in aim.tiers if tier.for_)
    message = (
        f"{aim.slo.name!r} can burn at more than {times} times the allowed rate, and its budget is "
        f"gone in {gone} before any alert that sees it has waited for its 'for'"
    )
    return Problem(where, message, f"tiers wait (the {waiting}): take 'for' out of one that sees it, or shorten it")


def _too_fine(aim: Objective) -> bool:
    """Whether one failure is the whole budget, which objective-too-fine reports: then no alert could come in time."""
    events = aim.expected(aim.slo.window)
    return events is not None and events * Fraction(aim.budget) < 1


def _gap(where: Where, aim: Objective) -> Problem:
    """The rate that the most patient tier lets pass, and which of its two conditions does."""
    last = min(aim.tiers, key=aim.passes)
    rate = aim.passes(last)
    gone = text(whole(int(aim.slo.window / rate)))
    times = number(round(float(rate), 2))
    burning = f"{aim.slo.name!r} can burn at {times} times the allowed rate without an alert"
    message = f"{burning}: the whole budget is gone in {gone}"
    if rate == last.burn_rate(aim.slo.window):
        return Problem(where, message, _HELP)
    events = number(round(float(aim.expected(seconds(last.long)) or 0), 1))
    waits = f"the {last.long} tier waits for {last.min_failures} failures among {events} events"
    return Problem(where, message, f"{waits}: lower its minFailures or the objective, or add synthetic traffic")


_HELP = "keep a tier with a burn rate of 1: take it out of 'disable'"
