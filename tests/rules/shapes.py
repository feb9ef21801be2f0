"""Shapes of traffic that recording rules get wrong, and the objectives that read them."""

from __future__ import annotations

from typing import Any

from rules.traffic import Traffic, histogram, probes, requests, traffic

HOUR = 60
DAY = 24 * HOUR

OBJECTIVE = 99.9
BUDGET = 0.001

SLIS: dict[str, dict[str, Any]] = {
    "errors": {"ratio": {"total": 'requests_total{job="shop"}', "errors": 'requests_total{job="shop",code="500"}'}},
    "good": {"ratio": {"total": 'requests_total{job="shop"}', "good": 'requests_total{job="shop",code="200"}'}},
    "latency": {"latency": {"histogram": 'latency_seconds{job="shop"}', "threshold": "300ms"}},
    "latency-1s": {"latency": {"histogram": 'latency_seconds{job="shop"}', "threshold": "1s"}},
    "probe": {"probe": 'probe_success{job="shop"}'},
}


def objectives(kind: str) -> list[dict[str, Any]]:
    """The objective over an SLI of this kind, kept apart by region and all together."""
    return [
        {"name": "apart", "objective": OBJECTIVE, "by": ["region"], "sli": SLIS[kind]},
        {"name": "together", "objective": OBJECTIVE, "sli": SLIS[kind]},
    ]


def series(kind: str, parts: dict[str, Traffic]) -> dict[str, str]:
    """What a service of that traffic exposes for an SLI of this kind."""
    if kind == "probe":
        return probes(parts)
    if kind.startswith("latency"):
        return histogram(parts, {"latency": "0.3", "latency-1s": "1"}[kind])
    return requests(parts)


def shapes(minutes: int, cycle: int) -> dict[str, Traffic]:
    """Traffic of `minutes`, in which a day, or what stands for it, is `cycle` minutes long."""
    busy = range(cycle // 2, cycle // 2 + cycle // 8)
    return {
        "steady": traffic(minutes, lambda m: 100 + m % 7, lambda m: 3 if m % 10 == 5 else 0),
        "busy-hour": traffic(
            minutes, lambda m: 3_000 if m % cycle in busy else 2, lambda m: 300 if m % cycle in busy else 0
        ),
        "idle": traffic(minutes, lambda m: 0 if m % HOUR >= 30 else 60, lambda m: 1),
        "late": traffic(minutes, lambda m: 30, lambda m: 3 if m > minutes // 3 else 0, bad_from=minutes // 3),
        "failed": traffic(minutes, lambda m: 10, lambda m: 10),
        "well": traffic(minutes, lambda m: 10, lambda m: 0),
        "restarts": traffic(minutes, lambda m: 200, lambda m: 4, restart=2 * HOUR + 7),
        "rare": traffic(minutes, lambda m: m % 2, lambda m: int(m % (cycle // 3) == 1)),
    }


def probed(minutes: int, cycle: int) -> dict[str, Traffic]:
    """The same for probes: events are probes of up to three targets, bad ones those that failed."""
    return {
        "steady": traffic(minutes, lambda m: 3, lambda m: int(m % 45 == 10)),
        "busy-hour": traffic(
            minutes, lambda m: 3, lambda m: 3 if cycle // 2 <= m % cycle < cycle // 2 + cycle // 8 else 0
        ),
        "idle": traffic(minutes, lambda m: 0 if m % HOUR >= 30 else 2, lambda m: int(m % HOUR == 3)),
        "late": traffic(minutes, lambda m: 2 if m > minutes * 2 // 3 else 1, lambda m: int(m > minutes * 5 // 6)),
        "failed": traffic(minutes, lambda m: 2, lambda m: 2),
        "well": traffic(minutes, lambda m: 2, lambda m: 0),
    }
