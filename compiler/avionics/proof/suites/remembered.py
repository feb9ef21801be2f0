"""What a burn-rate alert remembers while nothing comes: the last ratio of its short window, and none before it.

The scenes of a tier end burning, and whatever was found of them would burn. So here the alert is given what it reads,
and the last ratio is another than those before.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import gcd

from avionics.conventions import names
from avionics.plan.objectives.windows import Tier
from avionics.plan.values import PlannedAlert
from avionics.promql.text.duration import seconds
from avionics.proof.alike import alike_suite
from avionics.proof.asked import tier_firing
from avionics.proof.needed import reads
from avionics.proof.subject import Subject
from avionics.proof.suites.timing import burning
from avionics.proof.traffic.given import rules_for
from avionics.proof.values import Case, Suite
from avionics.slis.play import run


def remembered_suites(subject: Subject, tier: Tier, alert: PlannedAlert) -> Iterator[Suite]:
    """That the alert of a tier fires if its short window burned at last, and is silent if it did only before."""
    short, long = seconds(tier.short), seconds(tier.long)
    waits = -(-seconds(tier.for_) // short) * short
    last = (long // (2 * short) + 1) * 2 * short + short  # steps of twice as long see the one before, not it
    at = last + short + waits
    if at - last >= long - 1:
        return
    groups = rules_for(subject, frozenset(name for name, _ in reads(alert.expr)), lambda rule: rule is alert)
    told = (("its short window burned at last, and not before", True), ("it burned before, and not at last", False))
    cases = tuple(_case(subject, tier, alert, claim, last, at, fires=fires) for claim, fires in told)
    kind = f"remembered-{tier.long}"
    yield alike_suite(subject, kind, short, groups, cases, story=(kind, at))


def _case(subject: Subject, tier: Tier, alert: PlannedAlert, claim: str, last: int, at: int, *, fires: bool) -> Case:
    """Its other conditions hold from right after the `last` ratio of the short window on."""
    step = gcd(seconds(tier.short), subject.aim.base)  # guards count pairs at the ends of base windows
    values = {name: run(burning(name, tier), 0, at // step + 1) for name, _ in reads(alert.expr)}
    values[names.ERROR_RATIO + tier.long] = f"0x{last // step} {run(1.0, 0, (at - last) // step)}"
    values[names.ERROR_RATIO + tier.short] = f"{run(float(not fires), 0, last // step)} {float(fires)!r} stale"
    recorded = tuple((subject.series(name), values[name]) for name in sorted(values))
    asked = tier_firing(subject, alert, f"idle: {claim}", at, fires=fires)
    return Case(f"{subject.name} {tier.long} {claim}", step, recorded, (asked,))
