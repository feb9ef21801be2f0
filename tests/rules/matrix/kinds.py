"""What one pod exposes for an indicator of each kind, and how the indicator is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["errors", "good", "latency", "errors_or_slow", "weighted", "probe", "gauge", "freshness"]
SAMPLED: tuple[Kind, ...] = ("probe", "gauge", "freshness")
"""Kinds whose events are samples."""

Sample = tuple[int, int]
"""A second and the counter at it."""
Counts = list[tuple[int, int, int]]
"""A second, and the good and the bad events since the scrape before."""

_ALL = 'requests_total{job="shop"}'
_ERRORS = {"ratio": {"total": _ALL, "errors": 'requests_total{job="shop",code="500"}'}}
_HISTOGRAM = {"histogram": 'latency_seconds{job="shop"}', "threshold": "300ms"}


def _rate(selector: str) -> str:
    return f"sum by (shape) (rate({selector}[$window]))"


SELECTED: dict[Kind, dict[str, Any]] = {
    "errors": _ERRORS,
    "good": {"ratio": {"total": _ALL, "good": 'requests_total{job="shop",code="200"}'}},
    "latency": {"latency": _HISTOGRAM},
    "errors_or_slow": {"errors_or_slow": {**_HISTOGRAM, "errors": 'latency_seconds{job="shop",code="500"}'}},
    "weighted": {
        "raw": {
            "errorRatio": f"({_rate(_ERRORS['ratio']['errors'])} or 0 * {_rate(_ALL)}) / {_rate(_ALL)}",
            "weight": _rate(_ALL),
        }
    },
    "probe": {"probe": 'probe_success{job="shop"}'},
    "gauge": {"gauge": {"metric": 'stock_items{job="shop"}', "atLeast": 10}},
    "freshness": {"freshness": {"timestamp": 'done_timestamp_seconds{job="shop"}', "threshold": "1h"}},
}


@dataclass(frozen=True, slots=True)
class Counter:
    """What one series counts: its labels, its counts by scrape, and what one of them is in events and bad events."""

    labels: dict[str, str]
    counts: list[Sample]
    events: int
    bad: int


def counters(kind: Kind, counts: Counts, late: int) -> Iterator[Counter]:
    """The series of one pod. One that never counted anything is not there, one of bad events from `late` on."""
    good = [(at, well) for at, well, _ in counts]
    bad = [(at, failed) for at, _, failed in counts]
    if kind == "latency":
        yield from _histogram(good, bad)
    elif kind == "errors_or_slow":
        slow = [(at, failed if at // 60 % 2 else 0) for at, failed in bad]
        quick = [(at, failed - other) for (at, failed), (_, other) in zip(bad, slow, strict=True)]
        yield from _histogram(good, slow, code="200")
        if any(count for _, count in quick):
            yield Counter({"__name__": "latency_seconds_count", "code": "500"}, quick, 1, 1)
            yield Counter({"__name__": "latency_seconds_bucket", "code": "500", "le": "0.3"}, quick, 0, 0)
    else:
        if any(count for _, count in good):
            yield Counter({"__name__": "requests_total", "code": "200"}, good, 1, 0)
        if any(count for _, count in bad):
            yield Counter(
                {"__name__": "requests_total", "code": "500"}, [each for each in bad if each[0] >= late], 1, 1
            )


def _histogram(good: list[Sample], slow: list[Sample], **labels: str) -> Iterator[Counter]:
    total = [(at, well + late) for (at, well), (_, late) in zip(good, slow, strict=True)]
    yield Counter({"__name__": "latency_seconds_count", **labels}, total, 1, 1)
    if any(count for _, count in good):
        yield Counter({"__name__": "latency_seconds_bucket", "le": "0.3", **labels}, good, 0, -1)


def gauge(kind: Kind, at: int, bad: bool) -> tuple[str, int]:
    """The gauge of a kind whose events are samples, and its value at an instant."""
    return {
        "probe": ("probe_success", int(not bad)),
        "gauge": ("stock_items", 9 if bad else 10),
        "freshness": ("done_timestamp_seconds", at - (3_700 if bad else 60)),
    }[kind]
