"""What the values of an expression are measured in, as the name of its metric says."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Literal

from msgspec import Struct

from avionics.promql.meaning.examined import tree
from avionics.promql.meaning.filters import is_filter

Measure = Literal["seconds", "milliseconds", "bytes", "ratio"]

_MEASURES: dict[str, Measure] = {
    "seconds": "seconds",
    "milliseconds": "milliseconds",
    "ms": "milliseconds",
    "bytes": "bytes",
    "ratio": "ratio",
}
"""Without `percent`: metrics called so go to 100 or, as jvm_gc_overhead_percent of Micrometer, to 1."""
_ENDING = re.compile(rf"_({'|'.join(_MEASURES)})(?:_total|_sum)?\Z")
_TIMESTAMP = "_timestamp_"
_KEEPING = frozenset((
    "abs", "ceil", "floor", "round", "sort", "sort_desc", "clamp", "clamp_min", "clamp_max", "label_replace",
    "label_join", "scalar", "increase", "delta", "idelta", "sum_over_time", "avg_over_time", "min_over_time",
    "max_over_time", "last_over_time", "first_over_time", "quantile_over_time", "stddev_over_time",
    "predict_linear",
))  # fmt: skip
"""Functions whose result is measured as their series are."""
_OF_BUCKETS = frozenset(("histogram_quantile", "histogram_avg", "histogram_sum", "histogram_stddev"))
_PASSED_ON = frozenset(("rate", "irate", "increase", "delta"))
"""Of a histogram: what makes it a histogram of a window, whose bounds stay as they are."""
_AGGREGATIONS = frozenset(("sum", "avg", "min", "max", "quantile", "stddev", "topk", "bottomk", "limitk"))
_LEFT = frozenset(("and", "unless"))


class Measured(Struct, frozen=True):
    """The metric that the values are of, and what its name says they are measured in."""

    metric: str
    measure: Measure


def of_name(name: str) -> Measure | None:
    """What a metric of this name is measured in; None where its name does not say, or where it is a point in time."""
    return None if _TIMESTAMP in name else counted_in(name)


def counted_in(name: str) -> Measure | None:
    """What a metric of this name is counted in, be it a length or a point in time; None where its name does not say."""
    found = _ENDING.search(name)
    return _MEASURES[found[1]] if found else None


def measured(text: str) -> Measured | None:
    """What the values of `text` are measured in; None where that is not certain: of a product, or of a rate."""
    if "_" not in text:
        return None
    return _of_tree(tree(text))


@lru_cache(maxsize=1024)  # expressions of one form have one tree
def _of_tree(parsed: Any) -> Measured | None:
    try:
        return _of(parsed)
    except RecursionError:  # too deep to be certain
        return None


def _of(node: Any) -> Measured | None:
    kind = type(node).__name__
    if kind == "VectorSelector":
        measure = of_name(node.name or "")
        return Measured(node.name, measure) if measure else None
    if kind == "MatrixSelector":
        return _of(node.vector_selector)
    if kind == "BinaryExpr":
        return _operation(node)
    if kind == "AggregateExpr":
        return _of(node.expr) if str(node.op) in _AGGREGATIONS else None
    if kind == "Call":
        return _call(node)
    return _of(node.expr) if hasattr(node, "expr") else None


def _call(node: Any) -> Measured | None:
    name = node.func.name
    if name in _OF_BUCKETS:
        return _histogram(node.args[-1])
    if name not in _KEEPING:
        return None
    return next((found for found in map(_of, node.args) if found), None)


def _histogram(node: Any) -> Measured | None:
    """Of buckets, or of a native histogram: its bounds, whatever was summed and over which window."""
    kind = type(node).__name__
    if kind == "VectorSelector":
        measure = of_name((node.name or "").removesuffix("_bucket"))
        return Measured(node.name, measure) if measure else None
    if kind == "MatrixSelector":
        return _histogram(node.vector_selector)
    if kind == "Call":
        return _histogram(node.args[0]) if node.func.name in _PASSED_ON else None
    return _histogram(node.expr) if hasattr(node, "expr") else None


def _operation(node: Any) -> Measured | None:
    operator, left = str(node.op), _of(node.lhs)
    if operator in _LEFT or is_filter(node):
        return left
    right = _of(node.rhs)
    if operator not in ("+", "-", "or") or not left or not right:
        return None
    return left if left.measure == right.measure else None
