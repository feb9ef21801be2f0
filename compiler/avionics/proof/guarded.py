"""The guard of a burn-rate alert where one failure may weigh as much as many.

The scenes of a tier have failures of one weight only, so that effective failures are plain ones. So here the alert is
given what it reads: failures of unequal weight, whose effective number lies between the whole ones.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from avionics.conventions import names
from avionics.plan.values import PlannedAlert
from avionics.plan.windows import Tier
from avionics.promql.duration import seconds
from avionics.proof.alike import alike_suite
from avionics.proof.asked import tier_firing
from avionics.proof.given import rules_for
from avionics.proof.needed import reads
from avionics.proof.subject import Subject
from avionics.proof.values import Case, Suite
from avionics.slis.play import run

_OVER, _UNDER = 1.02, 0.98


class _Told(Struct, frozen=True):
    """Effective failures and an error ratio, at first in thresholds, and whether the alert fires."""

    claim: str
    effective: float
    ratio: float
    fires: bool


def guarded_suites(subject: Subject, tier: Tier) -> Iterator[Suite]:
    """That a tier fires for enough effective failures, or for what is left without too few; and else does not."""
    aim, alert = subject.aim, subject.alert(tier.long)
    if not aim.heavy or alert is None or tier.min_failures < 2:
        return
    threshold, least = float(tier.burn_rate(aim.slo.window) * aim.budget), tier.min_failures
    few = least - 0.75
    left = 1 - ((least - 1) / few) ** 0.5
    told = (
        _Told("too few failures of equal weight, and the rest below its burn rate", few, _UNDER / left, False),
        _Told("too few failures of equal weight, and the rest above its burn rate", few, _OVER / left, True),
        _Told("hardly too few failures of equal weight", least - 0.52, _OVER, False),
        _Told("hardly enough failures of equal weight", least - 0.48, _OVER, True),
    )
    cases = tuple(_case(subject, alert, tier, replace(one, ratio=one.ratio * threshold)) for one in told)
    groups = rules_for(subject, frozenset(name for name, _ in reads(alert.expr)), lambda rule: rule is alert)
    kind = f"guarded-{tier.long}"
    yield alike_suite(subject, kind, aim.interval, groups, cases, story=kind)


def _case(subject: Subject, alert: PlannedAlert, tier: Tier, told: _Told) -> Case:
    """What the alert reads stays the same until it must have fired."""
    aim = subject.aim
    at = (seconds(tier.for_) // aim.interval + 1) * aim.interval
    values = {names.EFFECTIVE: told.effective, names.ERROR_RATIO: told.ratio, names.FAILURES: 1e9}
    recorded = tuple(
        (subject.series(metric), run(value, 0, at // aim.interval + 1))
        for metric in sorted(name for name, _ in reads(alert.expr))
        for prefix, value in values.items()
        if metric.startswith(prefix)
    )
    asked = tier_firing(subject, alert, told.claim, at, fires=told.fires)
    return Case(f"{subject.name} {tier.long} {told.claim}", aim.interval, recorded, (asked,))
