"""Our indicators as metrics of OpenSLO v1. Queries are written as its examples are: sums of counters, without rate.

A range, where a query needs one, is `{{.window}}`, which readers such as Sloth fill in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from avionics.model.slo import Slo
from avionics.promql.text.edit import single, with_matchers
from avionics.promql.text.number import number
from avionics.slis import histogram
from avionics.slis.listed import several
from avionics.slis.raw import WINDOW

_TEMPLATE = "{{.window}}"


class Unsaid(Exception):
    """OpenSLO has no words for an indicator."""


def metric(slo: Slo) -> dict[str, Any]:
    """The `spec` of the indicator of an objective.

    Raises:
        Unsaid: there is none.
    """
    if slo.sli.kind not in _WRITERS:
        raise Unsaid(f"OpenSLO has no words for an indicator of the kind {slo.sli.kind!r}")
    return _WRITERS[slo.sli.kind](slo.sli.written, slo.by)


def _ratio(sli: Any, by: tuple[str, ...]) -> dict[str, Any]:
    part = "bad" if "errors" in sli else "good"
    return _events(True, {part: _sum(sli.get("errors") or sli["good"], by), "total": _sum(sli["total"], by)})


def _latency(sli: Any, by: tuple[str, ...]) -> dict[str, Any]:
    if sli.get("native"):
        raise Unsaid("OpenSLO has no words for a native histogram")
    limit = histogram.matcher(number(histogram.bound(sli, sli["threshold"])))
    bucket = with_matchers(_renamed(sli["histogram"], "_bucket"), (("le", limit),))
    return _events(True, {"good": _sum(bucket, by), "total": _sum(_renamed(sli["histogram"], "_count"), by)})


def _probe(sli: Any, by: tuple[str, ...]) -> dict[str, Any]:
    return _events(False, {"good": _sum(sli, by), "total": _sum(sli, by, "count")})


def _gauge(sli: Any, by: tuple[str, ...]) -> dict[str, Any]:
    del by
    if "atLeast" in sli and "atMost" in sli:
        raise Unsaid("an objective of OpenSLO has one bound, not two")
    return {"thresholdMetric": _source(sli["metric"])}


def _raw(sli: Any, by: tuple[str, ...]) -> dict[str, Any]:
    del by
    query = sli["errorRatio"].replace(WINDOW, _TEMPLATE)
    return {"ratioMetric": {"counter": False, "rawType": "failure", "raw": _source(query)}}


_WRITERS: dict[str, Callable[[Any, tuple[str, ...]], dict[str, Any]]] = {
    "ratio": _ratio, "latency": _latency, "probe": _probe, "gauge": _gauge, "raw": _raw,
}  # fmt: skip


def bound(slo: Slo) -> dict[str, Any]:
    """What an objective says of a threshold metric: operator and value."""
    if slo.sli.kind != "gauge":
        return {}
    side, op = ("atLeast", "gte") if "atLeast" in slo.sli.fields else ("atMost", "lte")
    return {"op": op, "value": slo.sli.fields[side]}


def _events(counter: bool, queries: dict[str, str]) -> dict[str, Any]:
    return {"ratioMetric": {"counter": counter, **{role: _source(query) for role, query in queries.items()}}}


def _source(query: str) -> dict[str, Any]:
    return {"metricSource": {"type": "Prometheus", "spec": {"query": query}}}


def _sum(selectors: str | list[str], by: tuple[str, ...], how: str = "sum") -> str:
    labels = f" by ({', '.join(by)}) " if by else ""
    return " + ".join(f"{how}{labels}({selector})" for selector in several(selectors))


def _renamed(selector: str, suffix: str) -> str:
    """The selector of one of a histogram's series."""
    found = single(selector)
    end = found.start + len(found.name) if found else len(selector)
    return f"{selector[:end]}{suffix}{selector[end:]}"
