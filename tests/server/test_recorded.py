"""The series that Prometheus recorded, held against counts of its own samples."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from server.api import Labels, Samples
from server.conftest import spec
from server.counting import chained, events, in_seconds, tiled, tilings
from server.history import COVERAGE
from server.world import ENVIRONMENT, SCRAPE, World

HISTORY = "30m"
"""Longer than the test, so that it holds every sample of its time."""

MONTH = "40d"
"""As much of what was stored before as any window holds."""

BASE, HOUR, DAY = 300, 3600, 86_400
HOURS = 30 * DAY - HOUR
"""What a month holds of whole hours: at either end it has base windows, but for a look at a full hour."""
RULES = spec(".", "avionics")["rules"]
EVALUATION = in_seconds(RULES["evaluationInterval"])

each_slo = pytest.mark.parametrize("slo", spec("slos")["slos"], ids=lambda slo: slo["name"])


@each_slo
def test_rates_are_counts_of_events(servers, settled, slo):
    """Samples are counted exactly, counters from the last sample before the window."""
    counted = events(servers.prometheus, slo["sli"], ENVIRONMENT, HISTORY)
    before = 2 * SCRAPE if counted.counters else 0
    since = settled[servers.name] if counted.counters else 0
    for metric, count in (("slo:sli_total:rate5m", counted.all), ("slo:sli_errors:rate5m", counted.bad)):
        checked = [
            (at, value * BASE, count(at - BASE, at - 2 * SCRAPE, own), count(at - BASE - before, at, own))
            for series in live(servers, metric, slo)
            for own in [groups(series, slo)]
            for at, value in series.points
            if at > since
        ]
        assert checked, f"no sample of {metric} is old enough"
        # A scrape that was under way may have been stored after the rule looked: both counts are right.
        wrong = [each for each in checked if not between(each[1], each[2], each[3], 1e-9)]
        assert not wrong, f"{metric} at, recorded, counted at least, counted at most: {wrong}"


@each_slo
@pytest.mark.parametrize("window", ["5m", "30m", "1h"])
def test_ratios_are_errors_over_events(servers, settled, slo, window):
    for ratio in live(servers, f"slo:sli_error:ratio_rate{window}", slo):
        errors, total = (
            dict(partner(servers, f"slo:sli_{of}:rate{window}", slo, ratio, HISTORY).points)
            for of in ("errors", "total")
        )
        # Before the first scrapes there is no total of the server's own; in the five minutes after a full half hour the
        # ratio then finds the stored one. What counts begins with the server's own.
        first, last = min(at for at in total if at >= servers.born), ratio.points[-1][0]
        own = [(at, value) for at, value in ratio.points if at >= first]
        assert [at for at, _ in own] == [at for at, value in total.items() if value > 0 and first <= at <= last]
        for at, value in own:
            assert value == pytest.approx(errors[at] / total[at], rel=1e-9)


@each_slo
def test_errors_were_seen_where_something_broke(servers, settled, slo):
    """Otherwise the comparisons above compare 0 with 0."""
    ratios = live(servers, "slo:sli_error:ratio_rate5m", slo)
    worst = max(value for series in ratios for _, value in series.points)
    assert worst > 0.001


@each_slo
def test_hours_that_pages_wait_for_are_a_chain_of_hours(servers, settled, slo):
    for series in live(servers, "slo:sli_error:ratio_rate6h", slo):
        errors = partner(servers, "slo:sli_errors:rate1h", slo, series, MONTH).points
        total = partner(servers, "slo:sli_total:rate1h", slo, series, MONTH).points
        for at, value in series.points:
            bad, all_ = (chained(points, at, 6, HOUR) for points in (errors, total))
            assert value == pytest.approx(bad / all_, rel=1e-9)


TILED = {
    "2h": (2 * HOUR, "5m", 300),
    "1d": (DAY, "5m", 300),
    "3d": (3 * DAY, "30m", 1800),
}


@each_slo
@pytest.mark.parametrize("window", TILED)
def test_longer_windows_are_tiled_from_recorded_pairs(servers, settled, slo, window):
    """Over a month that the server remembers, each tile weighed by its events."""
    span, source, step = TILED[window]
    for series in live(servers, f"slo:sli_error:ratio_rate{window}", slo):
        errors = partner(servers, f"slo:sli_errors:rate{source}", slo, series, MONTH).points
        total = partner(servers, f"slo:sli_total:rate{source}", slo, series, MONTH).points
        for at, value in series.points:
            pairs = product(*(tilings(points, at, span, step) for points in (errors, total)))
            assert any(value == pytest.approx(bad / all_, rel=1e-9) for bad, all_ in pairs if all_)
            assert value > 0


@each_slo
def test_a_month_is_its_hours_and_the_base_windows_before_and_after_them(servers, settled, slo):
    for series in live(servers, "slo:sli_error:ratio_rate30d", slo):
        recorded = [
            dict(partner(servers, f"slo:sli_{of}:increase30d", slo, series, HISTORY).points)
            for of in ("errors", "total")
        ]
        for at, value in series.points:
            assert value == pytest.approx(recorded[0][at] / recorded[1][at], rel=1e-9)
    for of in ("errors", "total"):
        for series in live(servers, f"slo:sli_{of}:increase30d", slo):
            hours = partner(servers, f"slo:sli_{of}:rate1h", slo, series, MONTH).points
            bases = partner(servers, f"slo:sli_{of}:rate5m", slo, series, MONTH).points
            for at, value in series.points:
                counted = product(tilings(hours, at, HOURS, HOUR), tilings(bases, at, at % HOUR, BASE))
                left = tiled(bases, at - HOURS - (at % HOUR), HOUR - at % HOUR, BASE) or 0
                sums = [(whole or 0) * HOUR + ((since or 0) + left) * BASE for whole, since in counted]
                assert any(value == pytest.approx(each, rel=1e-9) for each in sums), f"{of} at {at}"


@each_slo
@pytest.mark.parametrize("part", ["total", "errors"])
@pytest.mark.parametrize(("window", "seconds"), [("30m", 1800), ("1h", HOUR)])
def test_an_hour_and_half_of_it_are_chains_of_base_windows(servers, settled, slo, window, seconds, part):
    for series in live(servers, f"slo:sli_{part}:rate{window}", slo):
        points = partner(servers, f"slo:sli_{part}:rate5m", slo, series, MONTH).points
        for at, value in [point for point in series.points if point[0] % 1800]:  # at a full one there is a stored value
            chain = chained(points, at, seconds // BASE, BASE)
            assert value == pytest.approx(chain * BASE / seconds, rel=1e-9)


@each_slo
@pytest.mark.parametrize("window", ["6h", "1d", "3d"])
def test_failures_are_sums_of_recorded_rates(servers, settled, slo, window):
    """Each sample of a rate stands for as many seconds as lie between it and the next."""
    span, source, step = TILED.get(window, (6 * HOUR, "1h", HOUR))
    for series in live(servers, f"slo:sli_errors:increase{window}", slo):
        points = partner(servers, f"slo:sli_errors:rate{source}", slo, series, MONTH).points
        for at, value in series.points:
            failed = {chained(points, at, 6, HOUR)} if window == "6h" else tilings(points, at, span, step)
            assert any(value == pytest.approx(each * step, rel=1e-9) for each in failed if each is not None)


@each_slo
def test_coverage_is_the_share_of_evaluations_that_measured(servers, settled, slo):
    for series in live(servers, "slo:sli_coverage:ratio1h", slo):
        total = partner(servers, "slo:sli_total:rate5m", slo, series, MONTH).points
        for at, value in series.points:
            measured = sum(
                1 for instant, _ in total if at - HOUR + 1 < instant <= at
            )  # a second less, as it is written
            assert value == pytest.approx(measured * EVALUATION / HOUR, rel=1e-9)
    for series in live(servers, "slo:sli_coverage:ratio30d", slo):
        for at, value in series.points:
            # Every hour of the month was stored as the same; the one that ends now may be the server's own.
            assert value == pytest.approx(COVERAGE, rel=2 / 720), at


@each_slo
def test_failures_of_an_hour_are_its_rate(servers, settled, slo):
    for series in live(servers, "slo:sli_errors:increase1h", slo):
        rates = dict(partner(servers, "slo:sli_errors:rate1h", slo, series, HISTORY).points)
        first = min(at for at in rates if at >= servers.born)
        for at, value in [point for point in series.points if point[0] >= first]:
            assert value == pytest.approx(rates[at] * 3600, rel=1e-9)


@each_slo
def test_the_budget_is_what_is_left_of_it(servers, settled, slo):
    budget = 1 - objective(slo) / 100
    assert constant(servers, "slo:objective:ratio", slo) == pytest.approx(1 - budget, rel=1e-12)
    assert constant(servers, "slo:error_budget:ratio", slo) == pytest.approx(budget, rel=1e-12)
    assert constant(servers, "slo:time_period:days", slo) == 30
    for metric, source, sign in (
        ("slo:current_burn_rate:ratio", "5m", 0),
        ("slo:period_burn_rate:ratio", "30d", 0),
        ("slo:period_error_budget_remaining:ratio", "30d", 1),
    ):
        for series in live(servers, metric, slo):
            ratios = dict(partner(servers, f"slo:sli_error:ratio_rate{source}", slo, series, HISTORY).points)
            for at, value in series.points:
                burn = ratios[at] / budget
                assert value == pytest.approx(1 - burn if sign else burn, rel=1e-9, abs=1e-12)


def objective(slo: dict[str, Any]) -> float:
    """The objective in per cent, as it holds in the environment."""
    return float(slo.get("environments", {}).get(ENVIRONMENT, {}).get("objective", slo["objective"]))


def between(value: float, least: float, most: float, tolerance: float) -> bool:
    """Whether a value is in an interval, give or take."""
    return least * (1 - tolerance) - 1e-9 <= value <= most * (1 + tolerance) + 1e-9


def live(world: World, metric: str, slo: dict[str, Any]) -> list[Samples]:
    """What the rules recorded for an objective since the start."""
    selector = f'{metric}{{service="monitoring",slo="{slo["name"]}",environment="{ENVIRONMENT}"}}'
    found = [
        Samples(each.labels, [point for point in each.points if point[0] >= world.born])
        for each in world.prometheus.raw(selector, HISTORY)
    ]
    assert any(each.points for each in found), f"nothing was recorded as {metric} of {slo['name']}"
    return found


def partner(world: World, metric: str, slo: dict[str, Any], series: Samples, window: str) -> Samples:
    """The series of another metric that carries the same labels."""
    own = {**groups(series, slo), "service": "monitoring", "slo": slo["name"], "environment": ENVIRONMENT}
    assert {**own, "__name__": series.labels["__name__"]} == series.labels
    matchers = ",".join(f'{name}="{value}"' for name, value in own.items())
    (found,) = world.prometheus.raw(f"{metric}{{{matchers}}}", window)
    return found


def groups(series: Samples, slo: dict[str, Any]) -> Labels:
    """The labels that the objective keeps apart."""
    return {label: series.labels[label] for label in slo.get("by", [])}


def constant(world: World, metric: str, slo: dict[str, Any]) -> float:
    """The one value of a series that never changes."""
    (value,) = {value for series in live(world, metric, slo) for _, value in series.points}
    return value
