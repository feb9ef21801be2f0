"""Metrics of OpenSLO to indicators: ratios of events, precomputed ratios, thresholds, time slices."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from avionics.importers import indicators, queries, scale, windows
from avionics.importers.fields import CHANGED, INVALID, LOST, Fields, LeftOut, Told
from avionics.importers.indicators import Indicator
from avionics.place import Where
from avionics.promql.text.duration import seconds, text
from avionics.promql.text.edit import single

PROMETHEUS = frozenset({"prometheus", "sloth", "thanos", "mimir", "cortex", "victoriametrics"})
"""Types of sources that answer PromQL."""

_OPPOSITE = {"gt": "<=", "gte": "<", "lt": ">=", "lte": ">"}
_SHORTEST = 300
_JUDGE = "judge whether the objective still says what was agreed"


class Metric(Struct, frozen=True):
    """What an indicator measures: queries by their roles (good, bad, total, raw, threshold).

    `counter` says that they are counters without a rate; `success` that a raw ratio is one of good events.
    """

    where: Where
    queries: dict[str, str]
    counter: bool = True
    success: bool = False
    description: str = ""


class Bound(Struct, frozen=True):
    """What an objective says of its metric: a threshold's operator and value, and the least share of a good slice.

    `slice` is its length in seconds, 0 where no slices are counted.
    """

    op: str
    value: Decimal | None
    share: Decimal | None = None
    slice: int = 0


def indicator(metric: Metric, bound: Bound, told: Told) -> Indicator:
    """The indicator of ours.

    Raises:
        LeftOut: the metric does not say enough.
    """
    roles = metric.queries
    if "threshold" in roles:
        return _threshold(metric, bound, told)
    if "raw" in roles:
        ratio = f"1 - ({roles['raw']})" if metric.success else roles["raw"]
        return _sliced(ratio, bound, metric, told) if bound.slice else indicators.of_ratio(ratio, metric.where, told)
    part = "bad" if "bad" in roles else "good"
    if "total" not in roles or part not in roles:
        raise LeftOut(metric.where, "the ratio has no total, or neither good nor bad", "say both")
    return _ratio(roles["total"], roles[part], bound, metric, told)


def _ratio(total: str, part: str, bound: Bound, metric: Metric, told: Told) -> Indicator:
    total, part = scale.cancelled(_summed(total), _summed(part), metric.where, told)
    good = "good" in metric.queries
    sums = queries.sum_of(part)
    gauges = not metric.counter and sums is not None and not sums.window
    if sums and good and gauges and not bound.slice and queries.count_of(total) == sums:
        return Indicator({"probe": sums.selector}, sums.by)
    counted = indicators.of_good(total, part) if good else indicators.of_errors(total, part)
    if counted and not gauges and not bound.slice:
        if sums and sums.window not in ("", queries.TEMPLATED):
            message = f"the range {sums.window} was taken out: the compiler puts in its own"
            told.say(CHANGED, "info", metric.where, message)
        return counted
    if not gauges:
        part, total = _rated(part), _rated(total)
    ratio = indicators.good_ratio(total, part) if good else indicators.errors_ratio(total, part)
    return _sliced(ratio, bound, metric, told) if bound.slice else indicators.raw(ratio, total)


def _summed(query: str) -> str:
    """A selector alone as the sum over it, as which readers of OpenSLO take it."""
    return f"sum({query})" if single(query) else query


def _rated(query: str) -> str:
    """A sum of counters as the sum of their rates; any other query as it is."""
    found = queries.sum_of(query)
    if found is None or found.window:
        return query
    by = f" by ({', '.join(found.by)}) " if found.by else ""
    return f"sum{by}(rate({found.selector}[{queries.TEMPLATED}]))"


def _threshold(metric: Metric, bound: Bound, told: Told) -> Indicator:
    query = metric.queries["threshold"]
    if bound.op not in _OPPOSITE or bound.value is None:
        message = "without 'op' and 'value' nothing says which values of a threshold metric are good"
        raise LeftOut(metric.where, message, f"say op ({', '.join(_OPPOSITE)}) and value")
    if bound.slice:
        message = "slices of a threshold metric became single scrapes, each good or bad"
        told.say(LOST, "warning", metric.where, message, _JUDGE)
    side = {"gte": "atLeast", "lte": "atMost"}.get(bound.op)
    if side and single(query):
        return indicators.gauge(query.strip(), side, float(bound.value))
    return indicators.judged(query, _OPPOSITE[bound.op], bound.value)


def _sliced(ratio: str, bound: Bound, metric: Metric, told: Told) -> Indicator:
    """A slice is bad where more than its share of events was; without a share the slices' ratios are averaged."""
    length = max(bound.slice, _SHORTEST)
    if length != bound.slice:
        message = f"slices of {text(bound.slice)} became slices of {text(length)}: shorter ones hold too few samples"
        told.say(LOST, "warning", metric.where, message, _JUDGE)
    ratio = ratio.replace(queries.TEMPLATED, text(length))
    return indicators.raw(ratio) if bound.share is None else indicators.judged(ratio, ">", 1 - bound.share)


def slice_length(written: str, where: Where, told: Told) -> int:
    """The seconds of a slice: minutes where no unit is written."""
    if not written:
        message = f"time slices without 'timeSliceWindow' became slices of {text(_SHORTEST)}"
        told.say(LOST, "warning", where, message, _JUDGE)
        return _SHORTEST
    length = f"{written}m" if written.isdecimal() else written
    if windows.DURATION.match(length):
        return seconds(length)
    told.say(INVALID, "error", where, f"the slice is {written!r}, expected minutes or a duration such as 5m")
    return _SHORTEST


def query(source: str, fields: Fields, name: str) -> str:
    """The query in a field of a source.

    Raises:
        LeftOut: the source does not answer PromQL.
    """
    if source.lower() not in PROMETHEUS:
        fields.settle()
        origin = repr(source) if source else "a source without type"
        message = f"the metric comes from {origin}, not known to answer PromQL"
        help_ = "say the same with series that Prometheus has, or name the file of the source"
        raise LeftOut(fields.where, message, help_)
    return queries.read(fields, name)
