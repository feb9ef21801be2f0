"""Pyrra's four indicators to ours. Its metrics are single selectors, or the objective is none of Pyrra's."""

from __future__ import annotations

from msgspec.structs import replace

from avionics.conventions import names
from avionics.importers import indicators, queries
from avionics.importers.fields import LOST, Fields, LeftOut
from avionics.importers.indicators import Indicator
from avionics.promql.text.edit import single

By = tuple[str, ...]
"""The labels that an objective keeps apart."""

_OFFSET = " offset "
_KINDS = ("ratio", "latency", "latencyNative", "bool_gauge")


def indicator(spec: Fields) -> Indicator:
    """The indicator of an objective.

    Raises:
        LeftOut: there is none, or none that we can carry.
    """
    fields = spec.child("indicator")
    kinds = [kind for kind in _KINDS if fields and kind in fields]
    if fields is None or len(kinds) != 1:
        found = ", ".join(kinds) or "none"
        message = f"an objective has one indicator, found {found}"
        instead = "" if fields else spec.not_indicator()
        raise LeftOut(spec.at("indicator"), message, f"say 'indicator'{instead}, with one of: {', '.join(_KINDS)}")
    held = fields.child(kinds[0])
    if held is None:
        raise LeftOut(fields.at(kinds[0]), f"the indicator {kinds[0]!r} is empty", "say its metrics")
    by = _grouping(held)
    return replace(_READ[kinds[0]](held, by), by=by)


def _grouping(held: Fields) -> By:
    """Labels that the compiler sets itself keep nothing apart: their groups are added up."""
    found = tuple(dict.fromkeys(held.texts("grouping")))
    for label in found:
        if label in names.OWN_LABELS:
            message = f"the grouping by {label!r} was not carried: the compiler sets that label"
            help_ = "rename it as the series are scraped, and write it into 'by'"
            held.told.say(LOST, "warning", held.at("grouping"), message, help_)
    return tuple(label for label in found if label not in names.OWN_LABELS)


def _ratio(held: Fields, by: By) -> Indicator:
    total, errors = _metric(held, "total"), _metric(held, "errors")
    if single(total) and single(errors):
        return Indicator({"ratio": {"total": total, "errors": errors}})
    bad, every = _rate(errors, by), _rate(total, by)
    return indicators.raw(indicators.errors_ratio(every, bad), every)


def _latency(held: Fields, by: By) -> Indicator:
    total, fast = _metric(held, "total"), _metric(held, "success")
    bucket = single(fast)
    if bucket and bucket.name.endswith("_bucket") and "le" not in bucket.labels:
        message = "the success metric is a histogram's, but names no bucket"
        raise LeftOut(held.at("success"), message, 'say which, by a label such as le="0.3"')
    if single(total) and bucket:
        return Indicator(queries.latency(fast, total) or {"ratio": {"total": total, "good": fast}})
    every = _rate(total, by)
    return indicators.raw(indicators.good_ratio(every, _rate(fast, by)), every)


def _native(held: Fields, by: By) -> Indicator:
    del by
    return indicators.native(_metric(held, "total"), held.need("latency"))


def _gauge(held: Fields, by: By) -> Indicator:
    del by
    return Indicator({"probe": queries.read(held, "metric")})


def _rate(metric: str, by: By) -> str:
    """The sum of the rates of a selector with an offset behind it, which our selectors have not."""
    head, offset, shift = metric.partition(_OFFSET)
    apart = f" by ({', '.join(by)}) " if by else ""
    return f"sum{apart}(rate({head}[{queries.TEMPLATED}]{offset}{shift}))"


def _metric(held: Fields, name: str) -> str:
    fields = held.child(name)
    if fields is None:
        raise LeftOut(held.where, f"the indicator has no {name!r}", "say its metric")
    found = queries.read(fields, "metric")
    if not single(found.partition(_OFFSET)[0]):
        message = f"the metric of {name!r} is an expression, of which no rate can be taken"
        raise LeftOut(fields.at("metric"), message, "name the counter itself; Pyrra takes its rate, and so do we")
    return found


_READ = {"ratio": _ratio, "latency": _latency, "latencyNative": _native, "bool_gauge": _gauge}
