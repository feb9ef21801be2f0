"""Quantiles that there are: from 0 to 1, and of a histogram's buckets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import Promql, Written, nodes
from avionics.promql.meaning.labels import may_carry
from avionics.promql.syntax.parse import called, walk
from avionics.promql.text.number import number

_HISTOGRAM = "histogram_quantile"
_NAMES = frozenset((_HISTOGRAM, "quantile_over_time", "quantile"))
_NAMED = re.compile(r"\b(?:histogram_quantile|quantile_over_time|quantile)(?=\s*\(|\s+(?:by|without)\b)")
_BUCKETS = "_bucket"
_NO_BUCKETS = ("_sum", "_count")

Said = tuple[str, str]
"""What is wrong, and what to do."""


@rule("error", "quantiles are from 0 to 1, and those of a histogram are of its buckets, by 'le'")
def check(promql: Promql) -> Iterator[Problem]:
    """Looks at rules and at what cockpits ask."""
    for written in promql.expressions:
        if "quantile" in written.text:
            yield from _wrong(written)


def _wrong(written: Written) -> Iterator[Problem]:
    asked = [node for node in nodes(written) if called(node) in _NAMES]
    for node, found in zip(asked, _NAMED.finditer(written.text), strict=False):  # both from left to right
        said = _share(node) or (_buckets(node.args[1]) if called(node) == _HISTOGRAM else None)
        if said:
            yield Problem(written.where, *said, found.span())


def _share(node: Any) -> Said | None:
    """What is said of a quantile that is no share."""
    asked = node.args[0] if type(node).__name__ == "Call" else node.param
    value = getattr(asked, "val", None)
    if not isinstance(value, float) or 0 <= value <= 1:
        return None
    help_ = f"write {number(value / 100)}" if 1 < value <= 100 else "write a number from 0 to 1"
    return f"{called(node)} of {number(value)} is infinite, whatever was measured: it takes a share", help_


def _buckets(node: Any) -> Said | None:
    """What is said of series that are no buckets, or have lost what tells these apart. Native histograms have none."""
    names = [one.name or "" for one in walk(node) if type(one).__name__ == "VectorSelector"]
    if len(names) != 1:
        return None
    (name,) = names
    if name.endswith(_NO_BUCKETS):
        base = name.rpartition("_")[0]
        return f"{_HISTOGRAM} of {name} gives nothing: it is no bucket", f"ask for {base}{_BUCKETS}"
    if name.endswith(_BUCKETS) and not may_carry(node, "le"):
        return (
            f"{_HISTOGRAM} gives nothing: 'le', which tells buckets apart, is added up",
            "keep it, as in 'sum by (le) (...)'",
        )
    return None
