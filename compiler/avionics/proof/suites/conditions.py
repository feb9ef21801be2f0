"""Each condition of a burn-rate alert on its own: just met, and just not, while all others are.

The scenes of a tier tell of traffic, in which windows lag and conditions change together: a short window is where it is
to within a fifth, and failures of one weight are as many as effective ones. So here the alert is given what it reads.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from avionics.conventions import names
from avionics.plan.objectives.windows import Tier
from avionics.plan.values import PlannedAlert
from avionics.promql.text.duration import seconds
from avionics.proof.alike import alike_suite
from avionics.proof.asked import tier_firing
from avionics.proof.needed import reads
from avionics.proof.subject import Subject
from avionics.proof.traffic.given import rules_for
from avionics.proof.traffic.tolerated import tolerated
from avionics.proof.values import Case, Suite
from avionics.slis.play import run

_OVER, _UNDER = 1.02, 0.98
_HARDLY_ENOUGH, _HARDLY_TOO_FEW = 0.48, 0.52
"""Below a whole number that a guard asks for: it is half of one lower, for rounding."""
_PLENTY = 1e9


class _Given(Struct, frozen=True):
    """What the alert reads, and whether it fires: the ratios of both windows, failures and effective ones."""

    claim: str
    fires: bool
    long: float
    short: float
    failures: float = _PLENTY
    effective: float = _PLENTY


def condition_suites(subject: Subject, tier: Tier, alert: PlannedAlert) -> Iterator[Suite]:
    """That a tier fires if each of its conditions is just met, and not if one of them just is not."""
    aim, threshold = subject.aim, tolerated(subject.aim, tier)
    guards = _effective(tier, threshold) if aim.heavy else _failures(tier, threshold)
    told = (*_windows(tier, threshold), *guards, *_events(tier, threshold, 0 if aim.heavy else tier.min_failures))
    cases = tuple(_case(subject, alert, tier, one) for one in told)
    groups = rules_for(subject, frozenset(name for name, _ in reads(alert.expr)), lambda rule: rule is alert)
    kind = f"conditions-{tier.long}"
    yield alike_suite(subject, kind, aim.interval, groups, cases, story=kind)


def _windows(tier: Tier, threshold: float) -> Iterator[_Given]:
    """The base window may be both: 30 m where pairs are of 30 m."""
    over, under = _OVER * threshold, _UNDER * threshold
    more = 2 * threshold if tier.short != tier.long else under
    yield _Given("the long window just below its burn rate", False, under, more)
    yield _Given("the short window just below its burn rate", False, more, under)
    yield _Given("both windows just above its burn rate", True, over, over)


def _failures(tier: Tier, threshold: float) -> Iterator[_Given]:
    """Nothing where so many events are asked for that enough of them must have failed."""
    ratio = _OVER * threshold
    for claim, short_of, fires in _edges("failures"):
        failures = tier.min_failures - short_of
        if failures / ratio > tier.min_events:
            yield _Given(claim, fires, ratio, ratio, failures)


def _events(tier: Tier, threshold: float, min_failures: int) -> Iterator[_Given]:
    """The alert divides failures by the ratio. Nothing where so many failures are asked for that no fewer events do."""
    if tier.min_events <= min_failures:
        return
    ratio = max(_OVER * threshold, min_failures / (tier.min_events - _HARDLY_TOO_FEW))
    for claim, short_of, fires in _edges("events"):
        yield _Given(claim, fires, ratio, ratio, (tier.min_events - short_of) * ratio)


def _edges(what: str) -> tuple[tuple[str, float, bool], ...]:
    return (f"hardly too few {what}", _HARDLY_TOO_FEW, False), (f"hardly enough {what}", _HARDLY_ENOUGH, True)


def _effective(tier: Tier, threshold: float) -> Iterator[_Given]:
    """Failures of unequal weight, whose effective number lies between the whole ones."""
    least = tier.min_failures
    if least < 2:
        return
    few = least - 0.75
    left = 1 - ((least - 1) / few) ** 0.5
    for claim, effective, thresholds, fires in (
        ("too few failures of equal weight, and the rest below its burn rate", few, _UNDER / left, False),
        ("too few failures of equal weight, and the rest above its burn rate", few, _OVER / left, True),
        ("hardly too few failures of equal weight", least - _HARDLY_TOO_FEW, _OVER, False),
        ("hardly enough failures of equal weight", least - _HARDLY_ENOUGH, _OVER, True),
    ):
        ratio = thresholds * threshold
        yield _Given(claim, fires, ratio, ratio, effective=effective)


def _case(subject: Subject, alert: PlannedAlert, tier: Tier, given: _Given) -> Case:
    """What the alert reads stays the same until it must have fired."""
    aim = subject.aim
    at = (seconds(tier.for_) // aim.interval + 1) * aim.interval
    values = {
        names.ERROR_RATIO + tier.long: given.long,
        names.ERROR_RATIO + tier.short: given.short,
        names.FAILURES + tier.long: given.failures,
        names.EFFECTIVE + tier.long: given.effective,
    }
    recorded = tuple(
        (subject.series(metric), run(values[metric], 0, at // aim.interval + 1))
        for metric in sorted({name for name, _ in reads(alert.expr)})
    )
    asked = tier_firing(subject, alert, given.claim, at, fires=given.fires)
    return Case(f"{subject.name} {tier.long} {given.claim}", aim.interval, recorded, (asked,))
