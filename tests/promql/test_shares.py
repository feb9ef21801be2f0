"""What is a share, and what goes to 100: told by the form of a quotient, and only where that is certain."""

from __future__ import annotations

import pytest

from avionics.promql.meaning.shares import scale

FAILED = 'sum(rate(x_total{code="500"}[5m])) / sum(rate(x_total[5m]))'
FREE = "free_bytes / size_bytes"


@pytest.mark.parametrize(
    "text",
    [
        FAILED,
        FREE,
        f"1 - {FREE}",
        f"1 - ({FREE}) < 0.1",
        f"({FREE} < 0.1 and on (instance) readonly == 0)",
        f"max by (instance) ({FREE})",
        f"clamp_max({FAILED}, 1)",
        f"{FAILED} or vector(0)",
        "count(up == 0) / count(up)",
        "sum by (job) (up) / sum by (job) (up)",
        "rate(hits_total[5m]) / rate(gets_total[5m])",
        "rate(slow_count[5m]) / rate(all_count[5m])",
        "rate(wait_seconds_sum[5m]) / rate(busy_seconds_sum[5m])",
        f"(({FREE}))",
        "(free_bytes) / (size_bytes)",
    ],
)
def test_a_share(text):
    assert scale(text) == "share"


@pytest.mark.parametrize(
    "text",
    [
        f"100 * {FREE}",
        f"100 * {FAILED}",
        f"(100 * {FREE}) > 90",
        f"{FREE} * 100",
        f"100 - {FREE} * 100",
        'avg by (instance) (100 - rate(node_cpu_seconds_total{mode="idle"}[5m]) * 100) > 90',
        'clamp_min(100 - (avg(rate(node_cpu_seconds_total{mode="idle"}[5m])) * 100), 0)',
        f"100 * ({FAILED}) > 5",
        f"(100) * (1 - {FREE})",
    ],
)
def test_a_percentage(text):
    assert scale(text) == "percentage"


@pytest.mark.parametrize(
    "text",
    [
        "busy_percent / cores",  # 400 of 4
        "sum(busy) / count(busy)",  # a mean
        "max(x) / min(x)",
        "rate(d_seconds_sum[5m]) / rate(d_seconds_count[5m])",  # a mean
        "rate(load_sum[5m]) / rate(load_count[5m])",  # a mean, of what goes to 100
        "sum(rate(load_percent_total[5m])) / sum(rate(samples_total[5m]))",
        "rate(x_total[5m]) / rate(y_total[1h])",
        "a * 60 / b",
        "rate(d_seconds_sum[5m])",
        "x / 60",
        f"60 * {FREE}",
        f"100 - ({FREE})",
        f"1 - 100 * {FREE}",
        f"60 - {FREE} * 100",
        f"1 + {FREE}",
        f"sqrt({FREE})",
        "100 * x",
        f"{FREE} * 60",
        "rate(load_sum[5m]) / rate(all_sum[5m])",
        "sum(rate(load_sum[5m])) / sum(rate(all_sum[5m]))",
        "max_over_time(x_total[5m]) / max_over_time(y_total[5m])",
        "increase(x_total[5m:1m]) / increase(y_total[5m:1m])",
        '{job="a"} / {job="b"}',
        f"{FREE} > bool 0.1",
        f"{FREE} + {FREE}",
        f"sum({FREE})",
        "free_bytes / size_seconds",
        "x /",
        "",
    ],
)
def test_neither_for_certain(text):
    assert scale(text) is None
