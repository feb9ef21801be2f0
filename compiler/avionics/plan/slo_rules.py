"""An objective in one environment to its recording rules.

What each window is made of is decided in `shape`; here it is written as PromQL. Errors and totals are recorded as a
pair, and divided last, so that every ratio is weighted by events.
"""

from __future__ import annotations

from collections.abc import Iterator

from avionics.conventions import names
from avionics.plan.described import described
from avionics.plan.maintenance import without
from avionics.plan.objective import Objective
from avionics.plan.period_rules import period_recordings
from avionics.plan.recorded import ratio, record, summed
from avionics.plan.shape import HOUR, Measure
from avionics.plan.surroundings import surroundings
from avionics.plan.values import Recording
from avionics.promql.duration import text
from avionics.promql.number import number
from avionics.registry import unit
from avionics.slis import routes
from avionics.slis.series import Rates, Window, just_now, select, sums

RawRates = dict[str, Rates]
"""The pairs that are read from the raw series, by window."""
Known = dict[str, str]
"""Raw totals that were recorded already in the same group, and where each is found."""


def raw_rates(aim: Objective) -> RawRates:
    """The pairs read from the raw series. Objectives that read the same totals read them once, in one group."""
    return {measure.name: _rates(aim, measure) for measure in aim.measures if measure.how == "raw"}


def short_recordings(aim: Objective, raw: RawRates, known: Known) -> Iterator[Recording]:
    """Everything up to 6 h, and what describes the objective. Totals recorded here are added to `known`."""
    for measure in aim.measures:
        if measure.how == "raw":
            yield from _raw(aim, measure, raw[measure.name], known)
        elif not measure.seldom:
            yield from _summed(aim, measure)
    yield record(aim, f"{names.COVERAGE}1h", _coverage_of_an_hour(aim))
    yield from described(aim)
    yield record(
        aim, names.CURRENT_BURN_RATE, f"{aim.recorded(names.ERROR_RATIO + aim.base_name)} / {number(aim.budget)}"
    )


def long_recordings(aim: Objective) -> Iterator[Recording]:
    """Windows of a day and more, tiled from recorded pairs, and what is left of the budget."""
    for measure in aim.measures:
        if measure.seldom and measure.seconds != aim.slo.window:
            yield from _summed(aim, measure)
    yield from period_recordings(aim)


def _rates(aim: Objective, measure: Measure) -> Rates:
    """The pair of a window read from the raw series, as the kind of indicator counts it."""
    slo = aim.slo
    sli = routes.held_to(aim.threshold, slo.sli)
    window = Window(measure.name, measure.seconds, aim.scrape)
    total = sums(slo.by, aim.recorded(names.TOTAL + measure.name))
    kind, chosen = unit("slis", slo.sli_kind), select(surroundings(aim.environment))
    rates: Rates = kind.rates(sli, chosen, window, total)
    if aim.heavy:
        errors = aim.recorded(names.ERRORS + measure.name)
        rates = Rates(rates.total, rates.errors, kind.variance(sli, chosen, window, total, errors))
    return without(aim, measure, rates)


def _raw(aim: Objective, measure: Measure, rates: Rates, known: Known) -> Iterator[Recording]:
    """The pair read from the raw series, and what is made of it."""
    total, errors = names.TOTAL + measure.name, names.ERRORS + measure.name
    yield record(aim, total, known.get(rates.total, rates.total))
    known.setdefault(rates.total, just_now(aim.recorded(total)))
    yield record(aim, errors, rates.errors)
    if rates.variance:
        yield record(aim, names.VARIANCE + measure.name, rates.variance)
    yield from _of_pair(aim, measure)


def _summed(aim: Objective, measure: Measure) -> Iterator[Recording]:
    """A window made of recorded pairs: what it records of them, and always the ratio."""
    errors, total = summed(aim, measure, names.ERRORS), summed(aim, measure, names.TOTAL)
    if measure.paired:
        share = f"{measure.step} / {measure.seconds}"
        yield record(aim, names.TOTAL + measure.name, f"{total} * {share}")
        yield record(aim, names.ERRORS + measure.name, f"{errors} * {share}")
        if aim.heavy:
            yield record(aim, names.VARIANCE + measure.name, f"{summed(aim, measure, names.VARIANCE)} * {share}")
        yield from _of_pair(aim, measure)
        return
    if measure.counted:
        yield record(aim, names.FAILURES + measure.name, f"{errors} * {measure.step}")
        if aim.heavy:
            yield _effective(aim, measure, f"{summed(aim, measure, names.VARIANCE)} * {measure.step}")
        errors, total = aim.recorded(names.FAILURES + measure.name), f"{total} * {measure.step}"
    yield ratio(aim, measure.name, errors, total)


def _of_pair(aim: Objective, measure: Measure) -> Iterator[Recording]:
    """The ratio of a recorded pair, and its number of failures where a tier asks for it."""
    errors = aim.recorded(names.ERRORS + measure.name)
    yield ratio(aim, measure.name, errors, aim.recorded(names.TOTAL + measure.name))
    if measure.counted:
        yield record(aim, names.FAILURES + measure.name, f"{errors} * {measure.seconds}")
        if aim.heavy:
            yield _effective(aim, measure, f"{aim.recorded(names.VARIANCE + measure.name)} * {measure.seconds}")


def _effective(aim: Objective, measure: Measure, variance: str) -> Recording:
    """How many failures of equal weight would be as certain (Kish, Survey Sampling, 1965: effective sample size)."""
    failures = aim.recorded(names.FAILURES + measure.name)
    return record(aim, names.EFFECTIVE + measure.name, f"{failures} ^ 2 / ({variance} > 0)")


def _coverage_of_an_hour(aim: Objective) -> str:
    """The share of the evaluations of the last hour that had a base pair: gaps and outages lower it, nothing else."""
    base = aim.recorded(names.TOTAL + aim.base_name)
    return f"count_over_time({base}[{text(HOUR - 1)}]) * {aim.interval} / {HOUR}"
