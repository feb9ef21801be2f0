"""Time windows as OpenSLO v1 writes them: rolling, or from an instant on in a time zone."""

from __future__ import annotations

import pytest
import yaml

from avionics.app.exporting import export
from rules.projects import TODAY, write

SLI = {"ratio": {"total": "calls_total", "errors": "failures_total"}}
WINDOWS = [
    ("28d", {"duration": "28d", "isRolling": True}),
    (
        {"every": "month", "timeZone": "Europe/Berlin"},
        {
            "duration": "1M",
            "isRolling": False,
            "calendar": {"startTime": "2026-01-01 00:00:00", "timeZone": "Europe/Berlin"},
        },
    ),
    (
        {"every": "week", "timeZone": "UTC"},
        {"duration": "1w", "isRolling": False, "calendar": {"startTime": "2026-01-05 00:00:00", "timeZone": "UTC"}},
    ),
]


@pytest.mark.parametrize(("window", "expected"), WINDOWS, ids=["rolling", "month", "week, from a Monday"])
def test_a_period_is_said_as_it_is(window, expected, tmp_path):
    write(tmp_path, [{"name": "calls", "objective": 99, "window": window, "sli": SLI}], [], {"name": "checkout"})
    done = export(str(tmp_path), "openslo", [], today=TODAY)
    assert not done.failed, done.findings
    found = [each for text in done.made.values() for each in yaml.safe_load_all(text) if each["kind"] == "SLO"]
    assert [each["spec"]["timeWindow"] for each in found] == [[expected]]
