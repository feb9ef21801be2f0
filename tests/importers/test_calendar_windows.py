"""Periods of the calendar as OpenSLO writes them: those that ours has stay such, others roll."""

from __future__ import annotations

import pytest
import yaml
from foreign_specs import from_text, slos

PERIODS = {
    "week, from a Monday": ("1w", "2026-01-05 00:00:00", "UTC", {"every": "week", "timeZone": "UTC"}, ""),
    "month": ("1M", "2022-03-01 00:00:00", "Europe/Berlin", {"every": "month", "timeZone": "Europe/Berlin"}, ""),
    "quarter": ("1Q", "2022-10-01T00:00", "America/New_York", {"every": "quarter", "timeZone": "America/New_York"}, ""),
    "week, from a Tuesday": ("1w", "2026-01-06 00:00:00", "UTC", "7d", "it does not begin on a Monday, as ours do"),
    "month, from half past noon": (
        "1M",
        "2022-01-01 12:30:00",
        "UTC",
        "30d",
        "it begins at 12:30:00, ours at midnight",
    ),
    "month, from the second": (
        "1M",
        "2022-01-02 00:00",
        "UTC",
        "30d",
        "it does not begin on the first of a month, as ours do",
    ),
    "quarter, from February": ("1Q", "2022-02-01 00:00:00", "UTC", "90d", "its quarters are not those of the year"),
    "two months": ("2M", "2022-01-01 00:00:00", "UTC", "60d", "ours are one week, month or quarter"),
    "of a zone nobody knows": (
        "1M",
        "2022-01-01 00:00:00",
        "Europe/Atlantis",
        "30d",
        "there is no time zone 'Europe/Atlantis'",
    ),
    "from no day": ("1M", "2022-02-30 00:00:00", "UTC", "30d", "it begins at no instant such as 2026-01-01 00:00:00"),
}


@pytest.mark.parametrize(("duration", "start", "zone", "ours", "why"), PERIODS.values(), ids=PERIODS)
def test_a_calendar_period_that_ours_has_stays_one(duration, start, zone, ours, why, tmp_path):
    """Any other becomes a rolling one of its length, and the report says why."""
    query = {"metricSource": {"type": "Prometheus", "spec": {"query": "sum(x_total)"}}}
    spec = {
        "service": "shop",
        "indicator": {
            "metadata": {"name": "x"},
            "spec": {"ratioMetric": {"counter": True, "bad": query, "total": query}},
        },
        "timeWindow": [{"duration": duration, "isRolling": False, "calendar": {"startTime": start, "timeZone": zone}}],
        "objectives": [{"target": 0.99}],
    }
    document = {"apiVersion": "openslo/v1", "kind": "SLO", "metadata": {"name": "x"}, "spec": spec}
    done = from_text("openslo", yaml.safe_dump(document), tmp_path)
    assert [slo["window"] for slo in slos(done).values()] == [ours]
    lost = [f"a calendar window of {duration} became a rolling one of {ours}: {why}"] if why else []
    assert [each.message for each in done.findings if "calendar window" in each.message] == lost
