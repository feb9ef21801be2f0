"""What values are measured in, by the names of their metrics: only where nothing was done to them."""

from __future__ import annotations

import pytest

from avionics.promql.meaning.measured import measured

CERTAIN = [
    ('queue_oldest_seconds{job="a"}', "seconds"),
    ("x_ms", "milliseconds"),
    ("max by (a) (x_milliseconds)", "milliseconds"),
    ("histogram_quantile(0.99, sum by (le) (rate(x_seconds_bucket[5m])))", "seconds"),
    ("histogram_quantile(0.99, sum(rate(x_seconds[5m])))", "seconds"),
    ("increase(sent_bytes_total[1h])", "bytes"),
    ("max_over_time(x_bytes[1h:5m])", "bytes"),
    ("topk(3, used_ratio) > 0.9", "ratio"),
    ("quantile_over_time(0.9, x_seconds[5m])", "seconds"),
    ("-(used_ratio - other_ratio)", "ratio"),
    ("x_seconds and on () y_bytes", "seconds"),
    ("x_seconds or x_seconds offset 1h", "seconds"),
]
UNCERTAIN = [
    "x",
    "x_seconds * 1000",
    "1000 * x_seconds",
    "x_bytes / 1024",
    "used_bytes / size_bytes",
    "rate(cpu_seconds_total[5m])",
    "count(x_seconds)",
    "count_over_time(x_seconds[5m])",
    "x_seconds_count",
    "rate(x_seconds_bucket[5m])",
    "x_seconds > bool 5",
    "time() - backup_last_success_timestamp_seconds",
    "backup_last_success_timestamp_seconds",
    "x_seconds - y_bytes",
    "x_seconds or y_bytes",
    "changes(x_seconds[5m])",
    "absent(x_seconds)",
    "x_per_seconds_budget",
    "jvm_gc_overhead_percent",
    "x_seconds +",
    '{job_name="a"}',
    "x_seconds - y",
    "y + x_seconds",
    'histogram_quantile(0.9, rate({job="a"}[5m]))',
    "histogram_quantile(0.9, x_seconds_bucket + y_seconds_bucket)",
    "histogram_quantile(0.9, resets(x_seconds_bucket[5m]))",
]


@pytest.mark.parametrize(("text", "measure"), CERTAIN)
def test_certain(text, measure):
    found = measured(text)
    assert found is not None, f"{text}: its name says {measure}"
    assert found.measure == measure


@pytest.mark.parametrize("text", UNCERTAIN)
def test_uncertain(text):
    assert measured(text) is None, f"{text}: the name no longer says what the value is"
