"""What each kind of SLI records, against counts of the events that the samples were made from."""

from __future__ import annotations

from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from rules.kinds import (
    ALL,
    FAILED,
    HISTOGRAM,
    LIMIT,
    Kind,
    by,
    failed_or_slow,
    fixed,
    gauges,
    in_milliseconds,
    listed,
    once,
    rate,
    raw,
    timestamps,
)
from rules.projects import compiled
from rules.promtool import Case, run
from rules.recorded import (
    AT,
    BASE,
    EXACT,
    MINUTE,
    MINUTES,
    NEWBORN,
    WINDOWS,
    as_counted,
    bases,
    expect,
    measured,
    ratio,
    share,
    total,
)
from rules.shapes import probed, shapes
from rules.traffic import requests, traffic

BUCKET = {"histogram": HISTOGRAM, "threshold": "300ms"}
KINDS = {
    "ratio of lists": Kind(
        fixed(ratio={
            "total": ['served_total{job="shop"}', 'refused_total{job="shop"}'],
            "errors": ['refused_total{job="shop"}', 'crashed_total{job="shop"}'],
        }),
        listed,
    ),
    "ratio of lists, good": Kind(
        fixed(ratio={
            "total": ['served_total{job="shop"}', 'refused_total{job="shop"}', 'crashed_total{job="shop"}'],
            "good": ['cached_total{job="shop"}', 'served_total{job="shop"}'],
        }),
        listed,
    ),
    "errors or slow, errors": Kind(
        fixed(errors_or_slow={**BUCKET, "errors": 'latency_seconds{job="shop",code="500"}'}), failed_or_slow
    ),
    "errors or slow, good": Kind(
        fixed(errors_or_slow={**BUCKET, "good": 'latency_seconds{job="shop",code="200"}'}), failed_or_slow
    ),
    "milliseconds": Kind(
        fixed(latency={"histogram": 'latency_milliseconds{job="shop"}', "threshold": "300ms", "unit": "milliseconds"}),
        in_milliseconds("300"),
    ),
    "milliseconds, as Prometheus 3 writes them": Kind(
        fixed(latency={"histogram": 'latency_milliseconds{job="shop"}', "threshold": "300ms", "unit": "milliseconds"}),
        in_milliseconds("300.0"),
    ),
    "raw, weighted": Kind(lambda apart: {"raw": {**raw(by(apart)), "weight": rate(ALL, by(apart))}}, requests),
    "gauge": Kind(fixed(gauge={"metric": 'pressure{job="shop"}', "atLeast": 1, "atMost": 10}), gauges, sampled=True),
}  # fmt: skip


def objectives(sli: Kind) -> list[dict[str, Any]]:
    return [
        {"name": "apart", "objective": 99.9, "by": ["region"], "sli": sli.sli(True)},
        {"name": "together", "objective": 99.9, "sli": sli.sli(False)},
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_recorded_is_what_was_counted(kind: str, tmp_path: Path) -> None:
    sli = KINDS[kind]
    parts = (probed if sli.sampled else shapes)(MINUTES, MINUTES)
    for outcome in measured(tmp_path, objectives(sli), sli.series(parts)):
        as_counted(outcome, parts, sampled=sli.sampled)


def test_freshness_judges_the_newest_in_each_slice(tmp_path: Path) -> None:
    parts = once(probed(MINUTES, MINUTES))
    sli = {"freshness": {"timestamp": 'last_success_timestamp_seconds{job="shop"}', "threshold": f"{LIMIT}s"}}
    slo = {"name": "apart", "objective": 99.9, "by": ["region"], "sli": sli}
    for outcome in measured(tmp_path, [slo], timestamps(parts)):
        for at in AT:
            for window, seconds in WINDOWS.items():
                for region, part in parts.items():
                    events, bad = part.truth(at - seconds, at)
                    expect(outcome, ratio(window), at, bad / events if events else None, region=region)
                    expect(outcome, total(window), at, events / seconds if events else None, region=region)


def test_a_raw_ratio_without_weight_weighs_time(tmp_path: Path) -> None:
    """A base window's ratio is the user's; its events are scrape intervals, none while the ratio is 0/0."""
    parts = shapes(MINUTES, MINUTES)
    slos = objectives(Kind(lambda apart: {"raw": raw(by(apart))}, requests))
    for outcome in measured(tmp_path, slos, requests(parts)):
        for at in AT:
            for window, seconds in WINDOWS.items():
                for region, part in parts.items():
                    tolerance = NEWBORN if region == "late" else EXACT
                    pieces = [share(part.truth(end - BASE, end)) for end in bases(at, seconds)]
                    there = [one for one in pieces if one is not None]
                    expect(outcome, ratio(window), at, mean(there) if there else None, tolerance, region=region)
                    expect(outcome, total(window), at, len(there) / len(pieces) / MINUTE, region=region)


def test_a_raw_ratio_that_is_missing_is_no_data(tmp_path: Path) -> None:
    """The user's ratio has no result while no error has ever been counted: that says neither 0 nor 1."""
    parts = {"well": traffic(MINUTES, lambda m: 10, lambda m: 0)}
    plain = {"errorRatio": f"{rate(FAILED, by(True))} / {rate(ALL, by(True))}", "weight": rate(ALL, by(True))}
    slo = {"name": "apart", "objective": 99.9, "by": ["region"], "sli": {"raw": plain}}
    for outcome in measured(tmp_path, [slo], requests(parts)):
        for window in WINDOWS:
            expect(outcome, total(window), AT[0], None, region="well")
            expect(outcome, ratio(window), AT[0], None, region="well")


def test_a_raw_ratio_is_held_between_0_and_1(tmp_path: Path) -> None:
    slos = [
        {
            "name": name,
            "objective": 99.9,
            "sli": {"raw": {"errorRatio": f'avg_over_time(share{{job="{name}"}}[$window])'}},
        }
        for name in ("above", "below")
    ]
    series = {f'share{{job="{job}",environment="P"}}': f"{value}x600" for job, value in (("above", 7), ("below", -7))}
    for outcome in measured(tmp_path, slos, series):
        for name, value in (("above", 1), ("below", 0)):
            expect(outcome, ratio("5m"), AT[0], value, slo=name)


def test_longer_windows_weigh_events_or_time(tmp_path: Path) -> None:
    """A busy hour with every tenth event bad, in a quiet day: much of the events, little of the time."""
    part = traffic(440, lambda m: 3_000 if 200 <= m < 260 else 10, lambda m: 300 if 200 <= m < 260 else 0)
    at, six_hours = 430 * MINUTE, 21_600
    slos = [
        {"name": "events", "objective": 99.9, "sli": {"raw": {**raw(""), "weight": rate(ALL, "")}}},
        {"name": "time", "objective": 99.9, "sli": {"raw": raw("")}},
    ]
    case = Case("day", requests({"eu": part}), [(ratio("6h"), at)], interval=30)
    events, bad = part.truth(at - six_hours, at)
    shares = [failed / all_ for all_, failed in (part.truth(end - BASE, end) for end in bases(at, six_hours))]
    for outcome in run(tmp_path, compiled(slos).live["P"], [case]):
        expect(outcome, ratio("6h"), at, bad / events, 0.016, slo="events")
        expect(outcome, ratio("6h"), at, sum(shares) / len(shares), EXACT, slo="time")


def test_a_threshold_of_one_environment_is_that_of_every_kind_that_has_one() -> None:
    slos = [
        {"name": name, "objective": 99, "sli": sli, "environments": {"D-P": {"threshold": "7s"}}}
        for name, sli in (
            ("age", {"freshness": {"timestamp": "x", "threshold": "5s"}}),
            ("answer", {"errors_or_slow": {**BUCKET, "errors": f"{HISTOGRAM[:-1]},code=~'5..'}}"}}),
        )
    ]
    rules = compiled(slos).live
    assert "> bool 5)" in rules["P"]
    assert "> bool 7)" in rules["D-P"]
    assert 'le="0.3"' in rules["P"]
    assert 'le=~"7(\\\\.0)?"' in rules["D-P"]
    assert 'le="0.3"' not in rules["D-P"]
