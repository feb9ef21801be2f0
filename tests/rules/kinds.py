"""Kinds of SLIs beside plain ratios: how each is written, and what a service of a given traffic exposes for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rules.traffic import OFFSET, SCRAPE, Traffic, counter, spaced

JOB = 'job="shop",environment="P"'
STRANGE = ('job="other",environment="P"', 'job="shop",environment="staging"')
LIMIT = 3600
"""Seconds that something may be old."""

ALL = 'requests_total{job="shop"}'
FAILED = 'requests_total{job="shop",code="500"}'
HISTOGRAM = 'latency_seconds{job="shop"}'
NATIVE = {"histogram": HISTOGRAM, "threshold": "250ms", "native": True}
"""The threshold is the bound of a bucket at every schema, so that nothing is interpolated."""


def rate(selector: str, by: str) -> str:
    return f"sum{by}(rate({selector}[$window]))"


def raw(by: str) -> dict[str, str]:
    """An error ratio as a user would write it, who knows that the series of errors may be missing."""
    total = rate(ALL, by)
    return {"errorRatio": f"({rate(FAILED, by)} or 0 * {total}) / {total}  # bad over all"}


@dataclass(frozen=True, slots=True)
class Kind:
    """An SLI, kept apart by labels or not, and the series of a traffic. `sampled` says that events are samples."""

    sli: Callable[[bool], dict[str, Any]]
    series: Callable[[Mapping[str, Traffic]], dict[str, str]]
    sampled: bool = False


def fixed(**sli: Any) -> Callable[[bool], dict[str, Any]]:
    return lambda apart: sli


def listed(parts: Mapping[str, Traffic]) -> dict[str, str]:
    """Two counters with the same labels, for good and for bad events; what never happens has no series."""
    series: dict[str, str] = {}
    for region, part in parts.items():
        for metric, counts, since in (("served_total", part.good, 0), ("refused_total", part.bad, part.bad_from)):
            if any(counts):
                series[f'{metric}{{{JOB},region="{region}"}}'] = counter(counts, part.restart, since)
    return {**series, **_strangers("served_total"), **_strangers("refused_total")}


def failed_or_slow(parts: Mapping[str, Traffic]) -> dict[str, str]:
    """A histogram by code. Of three bad events one is slow, one has failed, and one both; each is one bad event."""
    series: dict[str, str] = {}
    for region, part in parts.items():
        slow, failed, both = ([bad // 3 + (bad % 3 > n) for bad in part.bad] for n in range(3))
        for code, quick, late, since in (("200", part.good, slow, 0), ("500", failed, both, part.bad_from)):
            every = [sum(pair) for pair in zip(quick, late, strict=True)]
            labels = f'{JOB},region="{region}",code="{code}"'
            for suffix, le, counts in (
                ("bucket", ',le="0.3"', quick),
                ("bucket", ',le="+Inf"', every),
                ("count", "", every),
            ):
                if any(counts):
                    series[f"latency_seconds_{suffix}{{{labels}{le}}}"] = counter(counts, part.restart, since)
    return {**series, **_strangers("latency_seconds_count"), **_strangers("latency_seconds_bucket", ',le="0.3"')}


def in_milliseconds(bound: str) -> Callable[[Mapping[str, Traffic]], dict[str, str]]:
    """A histogram whose buckets are in milliseconds."""

    def series(parts: Mapping[str, Traffic]) -> dict[str, str]:
        found: dict[str, str] = {}
        for region, part in parts.items():
            labels = f'{JOB},region="{region}"'
            if any(part.good):
                found[f'latency_milliseconds_bucket{{{labels},le="{bound}"}}'] = counter(part.good, part.restart)
            found[f"latency_milliseconds_count{{{labels}}}"] = counter(part.events, part.restart)
        return found

    return series


def gauges(parts: Mapping[str, Traffic]) -> dict[str, str]:
    """A gauge for each event of a minute: 5 is well, bad ones are too low or too high in turn; NaN is nothing."""
    series: dict[str, str] = {}
    for region, part in parts.items():
        for target in range(max(part.events) + 1):
            values = (
                _NAN
                if target == max(part.events)
                else None
                if target >= events
                else (0.5, 10.5)[m % 2]
                if target < bad
                else 5
                for m, (events, bad) in enumerate(zip(part.events, part.bad, strict=True))
            )
            series[f'pressure{{{JOB},region="{region}",target="{target}"}}'] = spaced(values)
    return {**series, **{f'pressure{{{labels},region="steady"}}': "99x999" for labels in STRANGE}}


_NAN = float("nan")


def timestamps(parts: Mapping[str, Traffic]) -> dict[str, str]:
    """When something last happened, by a leader and by a pod that stopped long ago; at most one event a minute."""
    series: dict[str, str] = {}
    for region, part in parts.items():
        ages = [
            None if not all_ else LIMIT + 31 if bad else 60 for all_, bad in zip(part.events, part.bad, strict=True)
        ]
        for pod, late in (("leader", 0), ("former", 100_000)):
            stamps = (None if age is None else m * SCRAPE + OFFSET - age - late for m, age in enumerate(ages))
            series[f'last_success_timestamp_seconds{{{JOB},region="{region}",pod="{pod}"}}'] = spaced(stamps)
    now = " ".join(str(m * SCRAPE) for m in range(300))
    return {**series, **{f'last_success_timestamp_seconds{{{labels},region="failed"}}': now for labels in STRANGE}}


def once(parts: Mapping[str, Traffic]) -> dict[str, Traffic]:
    """The same traffic with one event a minute at most, bad when any was."""
    return {region: Traffic(_flags(part.events), _flags(part.bad)) for region, part in parts.items()}


def _flags(counts: Iterable[int]) -> tuple[int, ...]:
    return tuple(min(1, count) for count in counts)


def _strangers(metric: str, more: str = "") -> dict[str, str]:
    """Series of another service and of another environment, full of what would be errors here."""
    return {f'{metric}{{{labels},region="steady"{more}}}': "1+999x999" for labels in STRANGE}


def by(apart: bool) -> str:
    """The clause that keeps regions apart."""
    return " by (region) " if apart else ""
