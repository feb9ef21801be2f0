"""An objective in one environment to its recording rules.

What each window is made of is decided in `shape`; here it is written as PromQL. Errors and totals are recorded as a
pair, and divided last, so that every ratio is weighted by events.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from avionics.conventions import names
from avionics.plan.objectives.form import Form, Formed, filled
from avionics.plan.objectives.objective import Objective
from avionics.plan.objectives.shape import HOUR, Measure
from avionics.plan.objectives.surroundings import surroundings
from avionics.plan.recordings.described import described
from avionics.plan.recordings.maintenance import without
from avionics.plan.recordings.period import period_recordings
from avionics.plan.recordings.recorded import effective, ratio, summed
from avionics.plan.values import Recording
from avionics.promql.text.duration import text
from avionics.promql.text.number import number
from avionics.registry import unit
from avionics.slis.series import Rates, Select, Sums, Window, just_now

RawRates = dict[str, Rates]
"""The pairs that are read from the raw series, by window."""
Known = dict[str, str]
"""Raw totals that were recorded already in the same group, and where each is found."""


def raw_rates(aim: Objective) -> RawRates:
    """The pairs read from the raw series. Objectives that read the same totals read them once, in one group."""
    return {measure.name: _rates(aim, measure) for measure in aim.measures if measure.how == "raw"}


def short_recordings(aim: Objective, raw: RawRates, known: Known) -> Iterator[Recording]:
    """Windows of alerts that wait for less than a day, and what describes the objective. Totals recorded here are added
    to `known`.
    """
    for window, formed in _short(aim.form):
        if window in raw:
            yield from _raw(aim, window, raw[window], known)
        yield from _filled(aim, formed)


def long_recordings(aim: Objective) -> Iterator[Recording]:
    """Windows of alerts that wait for a day and more, tiled from recorded pairs, and what is left of the budget."""
    return _filled(aim, _long(aim.form))


def _filled(aim: Objective, formed: Iterable[Formed]) -> Iterator[Recording]:
    """What an objective of the form records."""
    where, series, own = aim.slo.where, aim.series, aim.labels
    for one in formed:
        labels = tuple(sorted((*own, *one.labels))) if one.labels else own
        yield Recording(where, one.record, filled(one.expr, series), labels)


@lru_cache(maxsize=1024)
def _short(form: Form) -> tuple[tuple[str, tuple[Formed, ...]], ...]:
    """By window what is recorded when its pair is; for none of them what describes the objective."""
    windows = [
        (measure.name, tuple(_of_pair(form, measure) if measure.how == "raw" else _summed(form, measure)))
        for measure in form.measures
        if not measure.seldom
    ]
    burns = f"{form.recorded(names.ERROR_RATIO + form.base_name)} / {number(form.budget)}"
    coverage, burn = Formed(f"{names.COVERAGE}1h", _coverage_of_an_hour(form)), Formed(names.CURRENT_BURN_RATE, burns)
    return *windows, ("", (coverage, *described(form), burn))


@lru_cache(maxsize=1024)
def _long(form: Form) -> tuple[Formed, ...]:
    windows = [measure for measure in form.measures if measure.seldom and measure.seconds != form.window]
    return *(one for measure in windows for one in _summed(form, measure)), *period_recordings(form)


def _rates(aim: Objective, measure: Measure) -> Rates:
    """The pair of a window read from the raw series, as the kind of indicator counts it."""
    sli = aim.sli.written
    window = Window(measure.name, measure.seconds, aim.scrape)
    sums = Sums(aim.slo.by, aim.recorded(names.TOTAL + measure.name))
    kind, select = unit("slis", aim.sli.kind), Select(surroundings(aim.environment))
    rates: Rates = kind.rates(sli, select, window, sums)
    if aim.heavy:
        errors = aim.recorded(names.ERRORS + measure.name)
        rates = Rates(rates.total, rates.errors, kind.variance(sli, select, window, sums, errors))
    return without(aim, measure, rates)


def _raw(aim: Objective, window: str, rates: Rates, known: Known) -> Iterator[Recording]:
    """The pair read from the raw series."""
    where, labels, total = aim.slo.where, aim.labels, names.TOTAL + window
    yield Recording(where, total, known.get(rates.total, rates.total), labels)
    known.setdefault(rates.total, just_now(aim.recorded(total)))
    yield Recording(where, names.ERRORS + window, rates.errors, labels)
    if rates.variance:
        yield Recording(where, names.VARIANCE + window, rates.variance, labels)


def _summed(form: Form, measure: Measure) -> Iterator[Formed]:
    """A window made of recorded pairs: what it records of them, and always the ratio."""
    errors, total = summed(form, measure, names.ERRORS), summed(form, measure, names.TOTAL)
    if measure.paired:
        share = f"{measure.step} / {measure.seconds}"
        yield Formed(names.TOTAL + measure.name, f"{total} * {share}")
        yield Formed(names.ERRORS + measure.name, f"{errors} * {share}")
        if form.heavy:
            yield Formed(names.VARIANCE + measure.name, f"{summed(form, measure, names.VARIANCE)} * {share}")
        yield from _of_pair(form, measure)
        return
    if measure.counted:
        yield Formed(names.FAILURES + measure.name, f"{errors} * {measure.step}")
        if form.heavy:
            yield effective(form, measure.name, f"{summed(form, measure, names.VARIANCE)} * {measure.step}")
        errors, total = form.recorded(names.FAILURES + measure.name), f"{total} * {measure.step}"
    yield ratio(form, measure.name, errors, total)


def _of_pair(form: Form, measure: Measure) -> Iterator[Formed]:
    """The ratio of a recorded pair, and its number of failures where a tier asks for it."""
    errors = form.recorded(names.ERRORS + measure.name)
    yield ratio(form, measure.name, errors, form.recorded(names.TOTAL + measure.name))
    if measure.counted:
        yield Formed(names.FAILURES + measure.name, f"{errors} * {measure.seconds}")
        if form.heavy:
            yield effective(form, measure.name, f"{form.recorded(names.VARIANCE + measure.name)} * {measure.seconds}")


def _coverage_of_an_hour(form: Form) -> str:
    """The share of the evaluations of the last hour that had a base pair: gaps and outages lower it, nothing else."""
    base = form.recorded(names.TOTAL + form.base_name)
    return f"count_over_time({base}[{text(HOUR - 1)}]) * {form.interval} / {HOUR}"
