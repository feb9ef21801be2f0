"""The rules that Pyrra emits for a ratio, by its documented shapes.

Windows of 28 days scaled to the period, one alert for each, an alert where the metric is absent, and the increase over
the period, read raw or, in its performance mode, from recorded increases of 5 minutes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bench.shop import OBJECTIVE, job

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_PERIOD = 30 * _DAY
_SCALED_FROM = 28 * _DAY

_TIERS = (
    # severity, for, long, short, factor: as for 28 days
    ("critical", 2 * _MINUTE, _HOUR, 5 * _MINUTE, 14),
    ("critical", 15 * _MINUTE, 6 * _HOUR, 30 * _MINUTE, 7),
    ("warning", _HOUR, _DAY, 2 * _HOUR, 2),
    ("warning", 3 * _HOUR, 4 * _DAY, 6 * _HOUR, 1),
)


def pyrra(objectives: int = 1, *, performance: bool = False) -> str:
    """A rule file for these objectives over 30 days."""
    groups = [group for number in range(objectives) for group in _groups(number, performance)]
    return json.dumps({"groups": groups}, indent=1)


def availability(number: int = 0) -> str:
    """How its API and dashboards count the period's share of errors."""
    total = f'sum(http_requests:increase30d{{slo="{_name(number)}"}})'
    errors = f'sum(http_requests:increase30d{{slo="{_name(number)}",code=~"5.."}})'
    return f"({errors} or vector(0)) / {total}"


def _groups(number: int, performance: bool) -> Iterator[dict[str, Any]]:
    name = _name(number)
    yield {"name": f"{name}-increase", "interval": "2m30s", "rules": list(_increases(number, performance))}
    if performance:
        record = _recording(number, "http_requests:increase5m", f"sum by (code) (increase({_total(number)}[5m]))")
        yield {"name": f"{name}-increase-5m", "interval": "30s", "rules": [record]}
    yield {"name": name, "interval": "30s", "rules": [*_burn_rates(number), *_alerts(number)]}


def _increases(number: int, performance: bool) -> Iterator[dict[str, Any]]:
    raw = f"sum by (code) (increase({_total(number)}[30d]))"
    five = (
        f'sum by (code) (sum_over_time(http_requests:increase5m{{job="{job(number)}",slo="{_name(number)}"}}[30d:5m]))'
    )
    yield _recording(number, "http_requests:increase30d", five if performance else raw)
    # absent for as long as its most critical alert takes to fire: 14 x 0.1 % of 1 h and its `for`, to the minute
    absent = f"absent({_total(number)}) == 1"
    labels = {"slo": _name(number), "job": job(number), "severity": "critical"}
    yield {"alert": "SLOMetricAbsent", "expr": absent, "for": "3m", "labels": labels}


def _burn_rates(number: int) -> Iterator[dict[str, Any]]:
    for window in sorted({_scaled(length) for _, _, long, short, _ in _TIERS for length in (long, short)}):
        errors, total = (f"sum(rate({of}[{_text(window)}]))" for of in (_errors(number), _total(number)))
        yield _recording(number, f"http_requests:burnrate{_text(window)}", f"{errors} / {total}")


def _alerts(number: int) -> Iterator[dict[str, Any]]:
    share = float(OBJECTIVE) / 100
    where = f'{{environment="P",job="{job(number)}",slo="{_name(number)}"}}'
    for severity, wait, long, short, factor in _TIERS:
        yield {
            "alert": "ErrorBudgetBurn",
            "expr": " and ".join(
                f"http_requests:burnrate{_text(_scaled(length))}{where} > ({factor} * (1-{share}))"
                for length in (short, long)
            ),
            "for": _text(_scaled(wait)),
            "labels": {
                **_labels(number), "severity": severity, "short": _text(_scaled(short)), "long": _text(_scaled(long)),
            },
        }  # fmt: skip


def _recording(number: int, record: str, expr: str) -> dict[str, Any]:
    return {"record": record, "expr": expr, "labels": _labels(number)}


def _labels(number: int) -> dict[str, str]:
    return {"slo": _name(number), "job": job(number), "environment": "P"}


def _total(number: int) -> str:
    return f'http_requests_total{{job="{job(number)}",environment="P"}}'


def _errors(number: int) -> str:
    return f'http_requests_total{{job="{job(number)}",environment="P",code=~"5.."}}'


def _name(number: int) -> str:
    return f"availability-{number}"


def _scaled(seconds: int) -> int:
    """Seconds of a window for 28 days as for 30, to the minute."""
    return round(seconds * _PERIOD / _SCALED_FROM / _MINUTE) * _MINUTE


def _text(seconds: int) -> str:
    parts = ((seconds // _DAY, "d"), (seconds % _DAY // _HOUR, "h"), (seconds % _HOUR // _MINUTE, "m"))
    return "".join(f"{count}{unit}" for count, unit in parts if count)
