"""Bad events over all events, from counters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from avionics.slis.series import Rates, Select, Sums, Window


def selectors(sli: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    """The user's selectors and the keys that lead to them."""
    for key in ("total", "errors", "good"):
        if key in sli:
            yield (key,), sli[key]


def rates(sli: Any, select: Select, window: Window, sums: Sums) -> Rates:
    """Errors are filled with 0; good events are filled before they are subtracted, so that none means all failed."""
    total = sums.of(f"rate({select(sli['total']).over(window.range)})")
    if "errors" in sli:
        return Rates(total, sums.filled(sums.of(f"rate({select(sli['errors']).over(window.range)})"))[1:-1])
    good = sums.filled(sums.of(f"rate({select(sli['good']).over(window.range)})"))
    return Rates(total, f"clamp_min({sums.recorded_total} - {good}, 0)")
