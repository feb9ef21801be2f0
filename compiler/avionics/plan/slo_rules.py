"""An objective in one environment to its recording rules.

Shapes per design section 6: pairs of errors and totals are recorded over 5 m, 30 m and 1 h straight from the raw
series; every longer window sums recorded pairs first and divides last, so that it is weighted by events.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from avionics.conventions import names
from avionics.model.project import Environment, Pairs, Project
from avionics.model.slo import Slo
from avionics.plan.surroundings import surroundings
from avionics.plan.values import Recording
from avionics.plan.windows import Tier, catalogue
from avionics.promql.duration import seconds, text
from avionics.promql.number import number
from avionics.promql.quote import quote
from avionics.registry import unit
from avionics.slis.series import Window, select, sums

RAW_WINDOWS = ("5m", "30m", "1h")
LONG_INTERVAL = 120
"""Seconds between evaluations of windows of a day and more; an instant value is found for 5 m, so 2 m is safe."""


class Objective(Struct, frozen=True):
    """An SLO as it holds in one environment, and what its rules share.

    `series` are the matchers of its recorded series, `budget` the allowed ratio of errors.
    """

    slo: Slo
    environment: Environment
    percent: Decimal
    stage: str
    threshold: str
    series: str
    labels: Pairs
    scrape: int
    interval: int

    @property
    def budget(self) -> Decimal:
        return 1 - self.percent / 100

    def recorded(self, metric: str) -> str:
        """The recorded series of this objective under `metric`."""
        return f"{metric}{{{self.series}}}"

    def tiers(self) -> tuple[Tier, ...]:
        """The tiers that can fire: not switched off, and burn rate x budget below 1."""
        return tuple(tier for tier in catalogue() if tier.long not in self.slo.disabled_tiers and self.reachable(tier))

    def reachable(self, tier: Tier) -> bool:
        """Whether an error ratio can exceed the tier's threshold at all."""
        return tier.burn_rate(self.slo.window) * self.budget < 1


def objective(service: str, slo: Slo, environment: Environment, project: Project) -> Objective:
    """`slo` with what `environment` overrides."""
    override = slo.environments.get(environment.name)
    labels = tuple(sorted({names.SERVICE: service, names.SLO: slo.name, **dict(environment.labels)}.items()))
    return Objective(
        slo=slo,
        environment=environment,
        percent=override.objective if override and override.objective is not None else slo.objective,
        stage=override.stage if override and override.stage else slo.stage,
        threshold=override.threshold if override else "",
        series=",".join(f"{name}={quote(value)}" for name, value in labels),
        labels=labels,
        scrape=project.scrape_interval,
        interval=project.evaluation_interval,
    )


def short_recordings(aim: Objective) -> Iterator[Recording]:
    """Everything up to 6 h, and what describes the objective."""
    for name in RAW_WINDOWS:
        yield from _raw(aim, name)
    yield _record(aim, f"{names.FAILURES}1h", f"{aim.recorded(names.ERRORS + '1h')} * 3600")
    yield _ratio(aim, "2h", _summed(aim, names.ERRORS, "2h"), _summed(aim, names.TOTAL, "2h"))
    yield from _counted(aim, "6h", aim.interval)
    budget = number(aim.budget)
    yield _record(aim, names.OBJECTIVE, f"vector({number(aim.percent / 100)})")
    yield _record(aim, names.ERROR_BUDGET, f"vector({budget})")
    yield _record(aim, names.PERIOD_DAYS, f"vector({number(Decimal(aim.slo.window) / 86_400)})")
    yield _record(aim, names.CURRENT_BURN_RATE, f"{aim.recorded(names.ERROR_RATIO + '5m')} / {budget}")


def long_recordings(aim: Objective) -> Iterator[Recording]:
    """Windows of a day and more, tiled from recorded pairs, and what is left of the budget."""
    yield from _counted(aim, "1d", 1800)
    yield from _counted(aim, "3d", 3600)
    period, budget = text(aim.slo.window), number(aim.budget)
    yield _ratio(aim, period, _tiled(aim, names.ERRORS, period, 3600), _tiled(aim, names.TOTAL, period, 3600))
    yield _record(aim, names.PERIOD_BURN_RATE, f"{aim.recorded(names.ERROR_RATIO + period)} / {budget}")
    yield _record(aim, names.BUDGET_REMAINING, f"1 - {aim.recorded(names.PERIOD_BURN_RATE)}")


def _record(aim: Objective, metric: str, expr: str) -> Recording:
    return Recording(aim.slo.where, metric, expr, aim.labels)


def _raw(aim: Objective, name: str) -> Iterator[Recording]:
    """The pair and the ratio of a window read from the raw series."""
    slo = aim.slo
    total = aim.recorded(names.TOTAL + name)
    sli = {**slo.sli, "threshold": aim.threshold} if aim.threshold and slo.sli_kind == "latency" else slo.sli
    kind = unit("slis", slo.sli_kind)
    window = Window(name, seconds(name), aim.scrape)
    rates = kind.rates(sli, select(surroundings(aim.environment)), window, sums(slo.by, total))
    yield _record(aim, names.TOTAL + name, rates.total)
    yield _record(aim, names.ERRORS + name, rates.errors)
    yield _ratio(aim, name, aim.recorded(names.ERRORS + name), total)


def _ratio(aim: Objective, window: str, errors: str, total: str) -> Recording:
    """Errors over events; no events is no ratio, neither 0 nor 1."""
    return _record(aim, names.ERROR_RATIO + window, f"{errors} / ({total} > 0)")


def _counted(aim: Objective, window: str, step: int) -> Iterator[Recording]:
    """The failures counted over a long window, which guard its alert, and the ratio."""
    if step < 300:
        failed, total = _summed(aim, names.ERRORS, window), _summed(aim, names.TOTAL, window)
    else:
        failed, total = _tiled(aim, names.ERRORS, window, step), _tiled(aim, names.TOTAL, window, step)
    yield _record(aim, names.FAILURES + window, f"{failed} * {step}")
    yield _ratio(aim, window, aim.recorded(names.FAILURES + window), f"{total} * {step}")


def _summed(aim: Objective, metric: str, window: str) -> str:
    """The sum of every recorded 5 m rate, one each evaluation."""
    return f"sum_over_time({aim.recorded(metric + '5m')}[{window}])"


def _tiled(aim: Objective, metric: str, window: str, step: int) -> str:
    """The sum of recorded rates whose windows lie side by side."""
    tile = text(step)
    return f"sum_over_time({aim.recorded(metric + tile)}[{window}:{tile}])"
