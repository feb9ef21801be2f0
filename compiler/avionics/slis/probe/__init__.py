"""A gauge that is 1 while all is well and 0 while it is not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from avionics.promql.text.duration import less
from avionics.slis.indicator import Routed
from avionics.slis.series import Rates, Select, Sums, Window
from avionics.slis.words import Words

_WORDS = Words("probes", "failed", "failed probes", "probes", "Every probe counts the same.")


def selectors(sli: Any) -> Iterator[Routed]:
    """The user's selectors and the keys that lead to them."""
    yield (), sli


gauges = selectors
"""All of them: the value is 0 or 1."""


def rates(sli: Any, select: Select, window: Window, sums: Sums) -> Rates:
    """An event is a sample, a bad one a sample that is 0; counting samples, the window needs no further scrape."""
    samples = select(sli).over(less(window.seconds))
    total = f"{sums.of(f'count_over_time({samples})')} / {window.seconds}"
    failed = f"{sums.of(f'count_over_time({samples})')} - {sums.of(f'sum_over_time({samples})')}"
    return Rates(total, f"clamp_min({failed}, 0) / {window.seconds}")


def words(sli: Any) -> Words:
    """How to speak of it: of every SLI of this kind alike."""
    del sli
    return _WORDS
