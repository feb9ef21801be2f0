"""Time cut into slices of one scrape interval each: an event is a slice, bad or not by the value last seen in it."""

from __future__ import annotations

from avionics.promql.text.duration import less, text
from avionics.slis.series import Rates, Series, Sums, Window


def last(series: Series, window: Window) -> str:
    """The last value in a slice; a slice without a sample has none."""
    return f"last_over_time({series.over(less(window.scrape))})"


def slices(value: str, bad: str, window: Window, sums: Sums) -> Rates:
    """The slices that have a `value`, and those in which `bad` is 1. NaN is no value."""
    cut = f"[{less(window.seconds)}:{text(window.scrape)}]"
    total = sums.of(f"count_over_time(({value} >= -Inf){cut})")
    errors = sums.of(f"sum_over_time(({bad}){cut})")
    return Rates(f"{total} / {window.seconds}", f"{errors} / {window.seconds}")
