"""An objective as it holds in one environment."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from avionics.conventions import names
from avionics.model.catalog import Catalog
from avionics.model.maintenance import Maintenance
from avionics.model.project import Environment, Pairs
from avionics.model.slo import Slo, Stage, TierOverride
from avionics.plan.objectives.form import Form, shared
from avionics.plan.objectives.scarce import scarce
from avionics.plan.objectives.shape import Measure
from avionics.plan.objectives.windows import Tier, catalogue
from avionics.promql.text.duration import seconds, text
from avionics.promql.text.quote import quote
from avionics.slis.indicator import Indicator
from avionics.slis.words import Words


class Objective(Struct, frozen=True, dict=True):
    """An SLO as it holds in one environment, and what its rules share.

    `series` are the matchers of its recorded series; `scrape`, `interval` and `base` are seconds: between scrapes,
    between evaluations, and the window that longer ones are made of. `sloth` asks for the labels of that profile.
    `scarce` says that a base window holds one failure of equal weight at most, however much fails.
    What follows from all these is worked out when it is first asked for, and kept.
    """

    slo: Slo
    environment: Environment
    percent: Decimal
    stage: Stage
    threshold: str
    series: str
    labels: Pairs
    scrape: int
    interval: int
    base: int
    calendar_until: int
    sloth: bool
    scarce: bool

    @cached_property
    def form(self) -> Form:
        """All that its recordings hang on beside what it reads."""
        slo = self.slo
        return shared(Form(
            self.percent, slo.window, slo.calendar, bool(slo.by), slo.sli.heavy,
            self.base, self.interval, self.calendar_until, self.sloth,
        ))  # fmt: skip

    @cached_property
    def sli(self) -> Indicator:
        """The indicator, held to the threshold of the environment."""
        return self.slo.sli.held_to(self.threshold)

    @cached_property
    def words(self) -> Words:
        """How to speak of what is counted."""
        return self.sli.words

    @property
    def budget(self) -> Decimal:
        """The allowed ratio of bad events, exactly."""
        return self.form.budget

    @property
    def base_name(self) -> str:
        """The base window as its series are named."""
        return self.form.base_name

    @property
    def measures(self) -> tuple[Measure, ...]:
        """How each of its windows is measured, shortest first."""
        return self.form.measures

    @property
    def heavy(self) -> bool:
        """Whether one failure may weigh as much as many, so that the variance of errors is recorded beside them."""
        return self.form.heavy

    def recorded(self, metric: str) -> str:
        """The recorded series of this objective under `metric`."""
        return f"{metric}{{{self.series}}}"

    @cached_property
    def maintenance(self) -> tuple[Maintenance, ...]:
        """The maintenance that is planned in its environment."""
        return tuple(each for each in self.slo.maintenance if each.within(self.environment.name))

    @cached_property
    def shaped(self) -> tuple[Tier, ...]:
        """The tiers of the catalogue with what the spec says of each."""
        slo = self.slo
        tiers = _guarded(slo.window, self.base, slo.min_failures, slo.min_events)
        return tuple(_overridden(tier, slo.tiers.get(tier.long)) for tier in tiers) if slo.tiers else tiers

    @cached_property
    def disabled(self) -> tuple[str, ...]:
        """The long windows of the tiers that are switched off, everywhere or in its environment."""
        override = self.slo.environments.get(self.environment.name)
        everywhere, here = self.slo.disabled_tiers, override.disabled_tiers if override else ()
        return tuple(dict.fromkeys((*everywhere, *here))) if here else everywhere

    @cached_property
    def tiers(self) -> tuple[Tier, ...]:
        """The tiers that can fire, as the spec shapes them: not switched off, and burn rate x budget below 1."""
        disabled = self.disabled
        return tuple(tier for tier in self.shaped if tier.long not in disabled and self.reachable(tier))

    def reachable(self, tier: Tier) -> bool:
        """Whether an error ratio can exceed the tier's threshold at all, and the traffic can hold its guard."""
        return tier.reachable(self.slo.window, self.budget) and not self.starved(tier)

    def starved(self, tier: Tier) -> bool:
        """Whether all events that are expected in the long window, or all it can hold, are fewer than the tier asks."""
        if tier.min_failures > (self.holds(tier) or tier.min_failures) or self.outnumbered(tier):
            return True
        expected = self.expected(seconds(tier.long))
        if expected is None:
            return False
        # by time it is not traffic that is counted: a request an hour is measured at several scrapes
        least = 0 if self.slo.sli.timed else tier.min_events
        return expected < max(tier.min_failures, least)

    def expected(self, duration: int) -> Fraction | None:
        """How many events are expected in so many seconds; None where nobody said."""
        return None if self.slo.traffic is None else self.slo.traffic * duration

    def outnumbered(self, tier: Tier) -> bool:
        """Whether the long window has fewer scrapes than the tier asks for events, of which there is one a scrape.

        Of what is `heavy` guards count failures of equal weight, and only the other counts events.
        """
        asked = max(0 if self.heavy else tier.min_failures, tier.min_events)
        if asked <= seconds(tier.long) // self.scrape:
            return False
        return self.slo.sli.one_a_scrape(self.slo.by)

    @cached_property
    def one_a_window(self) -> bool:
        """Whether all errors of a base window may be one failure."""
        return self.slo.sli.one_a_window

    def holds(self, tier: Tier) -> int | None:
        """How many failures of equal weight the long window can hold; None where any number."""
        return seconds(tier.long) // self.base if self.scarce else None

    def passes(self, tier: Tier) -> Fraction:
        """The greatest steady burn rate that the tier lets pass for ever, of the traffic that is expected."""
        events = self.expected(seconds(tier.long))
        return tier.passes(self.slo.window, events * Fraction(self.budget) if events else None)

    @property
    def told_up_to(self) -> Fraction | None:
        """The greatest steady burn rate up to which some tier fires before the whole budget is gone; None: of any.

        At a rate b a tier of the rate r fires r * long / b after the beginning (SRE Workbook, chapter 5), and its `for`
        later; the budget is gone after period / b. So it comes in time up to b = (period - r * long) / `for`.
        """
        if not any(tier.for_ for tier in self.tiers):
            return None
        most, reached = 1 / Fraction(self.budget), Fraction(1)
        spans = [(self.passes(tier), tier.in_time(self.slo.window) if tier.for_ else most) for tier in self.tiers]
        while (further := max((up_to for least, up_to in spans if least <= reached), default=reached)) > reached:
            reached = further
        return reached if reached < most else None


Aims = tuple[Objective, ...]
"""An objective as it holds in each environment of its service; in one at least."""


@lru_cache(maxsize=64)  # most objectives ask for the same
def _guarded(period: int, base: int, min_failures: int, min_events: int) -> tuple[Tier, ...]:
    """The tiers of a period, behind a guard; no short window is shorter than the base."""
    return tuple(
        replace(
            tier,
            short=tier.short if seconds(tier.short) >= base else text(base),
            min_failures=min_failures,
            min_events=min_events,
        )
        for tier in catalogue(period)
    )


def _overridden(tier: Tier, own: TierOverride | None) -> Tier:
    """A tier with what the spec says of this one alone."""
    if own is None:
        return tier
    return replace(
        tier,
        severity=own.severity or tier.severity,
        for_=own.for_ if seconds(own.for_) else "",
        keep_firing_for=own.keep_firing_for or tier.keep_firing_for,
        min_failures=tier.min_failures if own.min_failures is None else own.min_failures,
        min_events=tier.min_events if own.min_events is None else own.min_events,
    )


def period(slo: Slo) -> str:
    """What the promise holds for, in words: `30d`, `a calendar month (Europe/Berlin)`."""
    calendar = slo.calendar
    return f"a calendar {calendar.every} ({calendar.time_zone})" if calendar else text(slo.window)


def objective(service: str, slo: Slo, environment: Environment, catalog: Catalog) -> Objective:
    """`slo` with what `environment` overrides."""
    project = catalog.project
    override = slo.environments.get(environment.name)
    own = tuple(sorted({names.SERVICE: service, names.SLO: slo.name, **dict(environment.labels)}.items()))
    sloth = project.profile == "sloth"
    return Objective(
        slo=slo,
        environment=environment,
        percent=override.objective if override and override.objective is not None else slo.objective,
        stage=override.stage if override and override.stage else slo.stage,
        threshold=override.threshold if override else "",
        series=",".join(f"{name}={quote(value)}" for name, value in own),
        labels=tuple(sorted((*own, *_of_sloth(service, slo, environment)))) if sloth else own,
        scrape=project.scrape_interval,
        interval=project.evaluation_interval,
        base=project.base_window,
        calendar_until=project.calendar_until,
        sloth=sloth,
        scarce=scarce(slo, catalog),
    )


def _of_sloth(service: str, slo: Slo, environment: Environment) -> Pairs:
    """What Sloth's dashboards select by; the id tells environments apart, which may share a Prometheus."""
    return (
        (names.SLOTH_ID, f"{service}-{slo.name}-{environment.name}"),
        (names.SLOTH_SERVICE, service),
        (names.SLOTH_SLO, slo.name),
    )
