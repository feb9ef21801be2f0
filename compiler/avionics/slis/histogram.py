"""Histograms, classic and native: all their events, and those up to a threshold."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from avionics.promql.text.duration import milliseconds
from avionics.promql.text.number import number
from avionics.slis.series import Series, Sums, Window

MILLISECONDS = {"seconds": Decimal(1000), "milliseconds": Decimal(1)}
"""How many there are in the unit of a histogram."""

_EXPONENT_FROM = 1_000_000


def bound(sli: Any, threshold: str) -> Decimal:
    """`threshold` in the unit of the histogram."""
    return milliseconds(threshold) / MILLISECONDS[sli.get("unit", "seconds")]


def unlisted(fields: dict[str, Any], thresholds: Iterable[str]) -> tuple[str, ...]:
    """The bounds of buckets that an SLI needs for its thresholds, where it does not list which there are: without one
    all events read as too slow.
    """
    if "histogram" not in fields or "buckets" in fields or fields.get("native"):
        return ()
    return tuple(dict.fromkeys(number(bound(fields, each)) for each in thresholds))


def events(sli: Any, series: Series, window: Window, sums: Sums) -> str:
    """All events a second."""
    if sli.get("native"):
        return f"histogram_count({_native(series, window, sums)})"
    return sums.of(series.rate(window, "_count"))


def fast(sli: Any, series: Series, window: Window, sums: Sums) -> str:
    """Events a second up to the threshold; nothing where there is no bucket of it, and where there were no events."""
    limit = number(bound(sli, sli["threshold"]))
    if not sli.get("native"):
        return sums.of(series.rate(window, "_bucket", f"le{matcher(limit)}"))
    histogram = _native(series, window, sums)
    return f"(histogram_fraction(-Inf, {limit}, {histogram}) * histogram_count({histogram}) >= 0)"


def _native(series: Series, window: Window, sums: Sums) -> str:
    return sums.of(f"rate({series.over(window.range)})")


def matcher(limit: str) -> str:
    """Of the bucket with this bound: Prometheus 3 writes the bound 1 as "1.0", Prometheus 2 keeps what was exposed.

    From a million on Go and Prometheus 3 write "1.8e+06", and others "1800000.0".
    """
    plain = limit.replace(".", r"\\.") if "." in limit else rf"{limit}(\\.0)?"
    if Decimal(limit) >= _EXPONENT_FROM:
        return f'=~"{plain}|{_exponent(Decimal(limit))}"'
    return f'="{limit}"' if "." in limit else f'=~"{plain}"'


def _exponent(limit: Decimal) -> str:
    """A bound as Go writes it, in a regular expression: 1800000 is `1.8e+06`."""
    head, *tail = map(str, limit.normalize().as_tuple().digits)
    behind = r"\\." + "".join(tail) if tail else ""
    return rf"{head}{behind}e\\+{limit.adjusted():02}"
