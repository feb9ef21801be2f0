"""Guards that ask for more events than there are scrapes, where there is one a scrape however many series there are."""

from __future__ import annotations

from typing import Any

import pytest
from rule_pages import checked, objectives

FRESHNESS = {"freshness": {"timestamp": 'import_seconds{job="checkout"}', "threshold": "15m"}}
GAUGE = {"gauge": {"metric": 'depth{job="checkout"}', "atMost": 10}}
COUNTED = {"ratio": {"total": 'requests_total{job="checkout"}', "errors": 'requests_total{job="checkout",code="500"}'}}
RATIO = "sum by (region) (rate(errors_total[$window])) / sum by (region) (rate(requests_total[$window]))"
RAW = {"raw": {"errorRatio": RATIO}}
TIMED = {"composite": {"worst": ["checkout/a", "checkout/b"]}}
VOLUME = {"composite": {"worst": ["checkout/a", "checkout/b"], "volume": "checkout/a"}}


def left_out(folder, sli: dict[str, Any], **more: Any) -> list[str]:
    """What is said of the tiers of an objective, beside two that it may be made of."""
    slos = [
        {"name": name, "playbook": "checkout/availability.md", "sli": one, **(more if name == "it" else {})}
        for name, one in {"a": COUNTED, "b": COUNTED, "it": sli}.items()
    ]
    findings, _ = checked(objectives(*slos), folder / "project")
    return [one.message.partition(" is left out: ")[2] for one in findings if one.rule == "tier-unreachable"]


@pytest.mark.parametrize(
    ("sli", "guard", "told"),
    [
        (FRESHNESS, {"minFailures": 61}, "it needs 61 bad measurements, and 1h holds 60, one in each 1m"),
        (FRESHNESS, {"minEvents": 61}, "it needs 61 measurements, and 1h holds 60, one in each 1m"),
        (TIMED, {"minEvents": 61}, "it needs 61 measurements, and 1h holds 60, one in each 1m"),
        (RAW, {"minEvents": 61}, "it needs 61 measurements, and 1h holds 60, one in each 1m"),
    ],
)
def test_more_than_there_are_scrapes_can_never_be(sli, guard, told, tmp_path):
    by = {"by": ["region"]} if sli is RAW else {}
    assert left_out(tmp_path, sli, alerting=guard, **by) == [told], "6h holds 360"


@pytest.mark.parametrize(
    ("sli", "guard"),
    [
        (FRESHNESS, {"minFailures": 60}),  # all of an hour
        (GAUGE, {"minFailures": 61}),  # there may be several series
        (VOLUME, {"minEvents": 61}),
        (RAW, {"minEvents": 61}),  # its regions are summed: several series, and an event of each
        ({"raw": {"errorRatio": "max_over_time(bad[$window])"}}, {"minEvents": 61}),
        ({"raw": {"errorRatio": RATIO, "weight": "rate(requests_total[$window])"}}, {"minEvents": 61}),
        (TIMED, {"minFailures": 61}),  # as many of equal weight as its parts have
    ],
)
def test_what_may_be_is_not_left_out(sli, guard, tmp_path):
    assert left_out(tmp_path, sli, alerting=guard) == []


def test_by_time_few_requests_may_be_many_measurements(tmp_path):
    """Each is in the base window of five minutes, at five evaluations or more."""
    assert left_out(tmp_path / "timed", TIMED, alerting={"minEvents": 60}, traffic="30/h") == []
    assert left_out(tmp_path, VOLUME, alerting={"minEvents": 31}, traffic="30/h") == [
        "it needs 31 events in 1h, and 30 events are expected"
    ]


@pytest.mark.parametrize(
    ("guard", "traffic", "told"),
    [
        ({"minFailures": 2}, "1/h", "it needs 2 failures in 1h, and 1 event is expected"),
        ({"minFailures": 1}, "12/d", "it needs 1 failure in 1h, and 0.5 events are expected"),
    ],
)
def test_one_is_not_said_as_several(guard, traffic, told, tmp_path):
    assert told in left_out(tmp_path, COUNTED, alerting=guard, traffic=traffic)
