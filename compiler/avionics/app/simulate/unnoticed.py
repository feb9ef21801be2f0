"""What no alert tells: budgets that can go in silence, and outages that few requests hide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from msgspec.structs import replace

from avionics.app.simulate.outages import Tried, detected
from avionics.plan.alerts.burn_text import failures
from avionics.plan.objectives.objective import Objective
from avionics.plan.objectives.windows import catalogue
from avionics.promql.text.duration import seconds, text
from avionics.promql.text.number import number
from avionics.report.simulation.values import Outage
from avionics.report.simulation.words import lasting, share, traffic

MINUTE = 60
BUSY = Fraction(1000)
"""Events a second that no guard waits for."""


def left_out(aim: Objective) -> Iterator[str]:
    """Tiers of the catalogue that the rules do without."""
    kept = {tier.long for tier in aim.tiers}
    for tier in catalogue(aim.slo.window):
        if tier.long not in kept:
            yield f"the rules leave out the {tier.long} {tier.severity} tier; 'avionics explain' says why"


def silent(tried: list[Tried]) -> Iterator[str]:
    """Why the alerts of an objective whose stage wakes nobody have the severity that they have."""
    if tried and all(each.severity == "none" for each in tried):
        stage = tried[0].aim.stage
        are = "are for tests alone" if stage == "draft" else "fire and wake nobody"
        yield f"at stage {stage} its alerts {are}, which 'none' says; at 'stage: page' they page"


def guarded(tried: list[Tried], total: Outage) -> Iterator[str]:
    """What the guards cost: how much later a `total` outage is noticed than with traffic to spare, if at all.

    What it waits for are failures: the events before it count among those that a tier asks for. Where it has had enough
    of them by then it waits for the next event, and for no guard.
    """
    for each, crowded, noticed in zip(tried, _crowded(tried), total.noticed, strict=True):
        outage = f"a total outage at {traffic(float(each.traffic))}"
        name = f"the {each.tier.long} {each.severity} tier" if each.severity != "none" else f"the {each.tier.long} tier"
        first = noticed.detection
        busy = detected(crowded, Fraction(1))
        if first is None:
            yield f"{name} never fires: {outage} makes fewer than {_enough(each)} in {each.tier.long}"
        elif busy is not None and first > busy + each.aim.scrape and _is_short_of_failures(each, busy):
            yield (
                f"{outage} fires {name} after {text(first)}, not {text(busy)}: "
                f"it waits for {failures(each.aim, each.tier)} in {each.tier.long}"
            )


def _crowded(tried: list[Tried]) -> list[Tried]:
    """The same tiers where there is traffic to spare."""
    fed = tried[0].fed.at(BUSY) if tried else None
    return [replace(each, fed=fed) for each in tried]


def allowed(outages: Iterable[Outage]) -> Iterator[str]:
    """Why nothing fires in an outage that fails no more than may fail."""
    for outage in outages:
        if outage.as_allowed and outage.unnoticed:
            yield (
                f"{share(outage.share)} bad is exactly what is allowed: it uses up the budget of a whole period "
                "as it ends and not before, so the promise is kept, and no tier fires"
            )


def _is_short_of_failures(tried: Tried, busy: int) -> bool:
    """Whether fewer events had failed than a tier asks for when its other conditions were met, before its `for`."""
    return tried.traffic * (busy - seconds(tried.tier.for_)) < tried.tier.min_failures


def _enough(tried: Tried) -> str:
    """The guard that so few events never reach: the greater one, since all of them fail."""
    tier = tried.tier
    return f"{tier.min_events} {tried.fed.counts}" if tier.min_events > tier.min_failures else failures(tried.aim, tier)


def unnoticed(tried: list[Tried], aim: Objective) -> Iterator[str]:
    """Where the whole budget can go without an alert: the fastest steady burn that every tier lets pass."""
    if not tried:
        yield "no tier is left to fire: the whole budget can go without an alert"
        return
    budget, period = Fraction(aim.budget), aim.slo.window
    silent = min(_passes(each, budget) for each in tried)
    if silent > 1:
        gone = int(period / silent)
        yield (
            f"the whole budget can go without an alert: a steady burn of {_times(silent)} times the allowed rate "
            f"fires no tier and leaves nothing after {text(gone - gone % MINUTE) if gone >= MINUTE else lasting(gone)}"
        )
    elif (late := aim.told_up_to) is not None:
        yield (
            f"the whole budget can go without an alert: at more than {_times(late)} times the allowed rate it is gone "
            "before any tier has waited for its 'for'"
        )


def _passes(each: Tried, budget: Fraction) -> Fraction:
    """The greatest burn rate that a tier lets pass for ever: by its threshold, or for want of failures or events."""
    events = each.traffic * each.long
    if each.fed.events(each.long) < each.tier.min_events:
        return 1 / budget
    return min(1 / budget, each.tier.passes(each.aim.slo.window, events * budget / each.fed.weight))


def _times(burn: Fraction) -> str:
    return number(round(float(burn), 2))
