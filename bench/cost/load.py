"""The load that rules are measured on: counters of a number of objectives, scraped every minute for days."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from bench.remote import Point, Series
from bench.shop import job

BEGIN = 1_767_225_600
"""2026-01-01 00:00 UTC."""
DAY = 86_400
SCRAPE = 60


def load(objectives: int, series: int, days: int) -> Iterator[Series]:
    """`series` counters for each objective, half of them of requests that failed."""
    for number in range(objectives):
        for each in range(series):
            failed = each % 2
            labels = {
                "__name__": "http_requests_total", "job": job(number), "environment": "P",
                "pod": str(each // 2), "code": "500" if failed else "200",
            }  # fmt: skip
            yield Series(labels, _counter(each, days, 0.05 if failed else 120))


def _counter(number: int, days: int, per_minute: float) -> list[Point]:
    """Growth that is steady on the whole and uneven in small, at seconds of its own."""
    times = range(BEGIN + (7 * number) % SCRAPE, BEGIN + days * DAY, SCRAPE)
    grown = accumulate(int(per_minute * (step + 1)) - int(per_minute * step) for step in range(len(times)))
    return [(at, float(value)) for at, value in zip(times, grown, strict=True)]
