"""Which base windows fit: counted by hand."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from avionics.lint.base_windows import fitting
from avionics.lint.rules import calendar_grain, interval_bounds
from avionics.model.calendar import Calendar
from avionics.place import Where


@pytest.mark.parametrize(
    ("scrape", "evaluation", "part", "fits"),
    [
        (30, 60, 1_800, [300, 360, 180, 120, 600, 900, 1_800]),
        (30, 120, 1_800, [360, 120, 600, 1_800]),  # 5m is no multiple of 2m
        (15, 45, 1_800, [360, 225, 180, 90, 450, 900, 1_800]),  # nor of 45s
        (30, 60, 900, [300, 180, 900]),
        (60, 60, 900, [300, 900]),
        (30, 7, 1_800, []),
        (30, 0, 1, []),
    ],
)
def test_fitting(scrape, evaluation, part, fits):
    project = SimpleNamespace(scrape_interval=scrape, evaluation_interval=evaluation)
    assert sorted(fitting(project, part)) == sorted(fits)
    assert fitting(project, part)[:1] == fits[:1]


def project(base, evaluation=60, scrape=30):
    return SimpleNamespace(
        base_window=base,
        scrape_interval=scrape,
        evaluation_interval=evaluation,
        calendar_until=2030,
        where=Where("x", ()),
    )


@pytest.mark.parametrize(
    ("zone", "base", "help_"),
    [
        ("Asia/Kathmandu", 600, "write a baseWindow of 5m or 3m or 15m in avionics.yaml, or name another time zone"),
        ("Asia/Kathmandu", 120, "write a baseWindow of 5m or 3m or 15m in avionics.yaml, or name another time zone"),
        ("Asia/Kathmandu", 1_800, "write a baseWindow of 5m or 3m or 15m in avionics.yaml, or name another time zone"),
        ("Asia/Kathmandu", 300, None),
        ("Asia/Kathmandu", 180, None),
        ("Asia/Kathmandu", 900, None),
        ("Asia/Kolkata", 600, None),
        ("Europe/Berlin", 1_800, None),
        ("Asia/Kathmandu", 420, None),  # fits nowhere: interval-bounds says so
        ("Asia/Kathmandu", 0, None),
    ],
)
def test_base_windows_meet_midnight(zone, base, help_):
    slo = SimpleNamespace(calendar=Calendar("month", zone), where=Where("slos/x.yaml", ()))
    found = list(calendar_grain._grain(slo, SimpleNamespace(project=project(base))))
    assert [(one.help, one.where.route) for one in found] == ([(help_, ("window", "timeZone"))] if help_ else [])


@pytest.mark.parametrize(
    ("base", "evaluation", "scrape", "help_"),
    [
        (420, 60, 30, "expected a part of 30m and a multiple of 1m, such as 5m"),
        (300, 120, 30, "expected a part of 30m and a multiple of 2m, such as 6m"),
        (300, 45, 15, "expected a part of 30m and a multiple of 45s, such as 6m"),
        (300, 7, 15, "no part of 30m is a multiple of 7s: write an evaluationInterval that is one, such as 1m"),
        (60, 60, 30, "expected a part of 30m and a multiple of 1m, such as 5m"),
        (300, 60, 76, "expected a part of 30m and a multiple of 1m, such as 6m"),  # 5m4s is no part
    ],
)
def test_what_is_expected_fits(base, evaluation, scrape, help_):
    (found,) = interval_bounds._base(Where("avionics.yaml", ()), project(base, evaluation, scrape))
    assert found.help == help_


def test_intervals_out_of_range_are_quoted():
    found = list(interval_bounds.check.check(SimpleNamespace(project=project(300, evaluation=121, scrape=300))))
    assert [one.message for one in found] == ["scrapeInterval is 5m", "evaluationInterval is 2m1s"]
    assert all(one.help.startswith("expected 1s to 2m: queries find a value for five minutes") for one in found)
