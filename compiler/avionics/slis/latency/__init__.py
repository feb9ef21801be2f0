"""Events slower than a threshold, from a classic histogram in seconds."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from avionics.promql.duration import milliseconds
from avionics.promql.number import number
from avionics.slis.series import Rates, Select, Sums, Window


def selectors(sli: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    """The user's selectors and the keys that lead to them."""
    yield ("histogram",), sli["histogram"]


def rates(sli: Any, select: Select, window: Window, sums: Sums) -> Rates:
    """All events less those in the bucket of the threshold; a bucket that never appeared counts as none in time."""
    histogram = select(sli["histogram"])
    bucket = histogram.over(window.range, "_bucket", f"le{_bound(sli['threshold'])}")
    fast = sums.filled(sums.of(f"rate({bucket})"))
    total = sums.of(f"rate({histogram.over(window.range, '_count')})")
    return Rates(total, f"clamp_min({sums.recorded_total} - {fast}, 0)")


def _bound(threshold: str) -> str:
    """The matcher of the bucket: Prometheus 3 writes the bound 1 as "1.0", Prometheus 2 keeps what was exposed."""
    bound = number(Decimal(milliseconds(threshold)) / 1000)
    return f'="{bound}"' if "." in bound else f'=~"{bound}(\\\\.0)?"'
