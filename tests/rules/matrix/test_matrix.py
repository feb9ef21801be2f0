"""Every recorded value against what was counted, for every shape of traffic that rules get wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Golden
from rules.matrix.compared import BASE, SECONDS, SPREAD, Worst, ratios, worst
from rules.matrix.measured import EVERY, Run, measure
from rules.matrix.page import page
from rules.matrix.scraped import BEGIN, DAY, HOUR, MINUTE, Shape
from rules.matrix.shapes import LENGTH, SHAPES
from tools import find, tool

CLOSE = 0.005
"""As far as a value may be from the truth where bad events are spread."""

LOOKS = 26 * HOUR
BUDGET = 0.001

SMEARED = frozenset({"errors appear late", "errors go with their pod", "traffic ends", "scrape gaps"})
SHORT_LIVED = frozenset({"errors go with their pod"})
BENDS = {
    "6h": "the sum of every recorded 5 m counts half of what lies within 5 m of its edges, on either side. Where errors "
    "begin or end at once that is 2.5 minutes of them; where they go on it is nothing.",
    "errors go with their pod": "`rate` adds half a scrape where a series begins or ends inside a window.",
}
"""Windows and shapes further away than that, and why."""


@pytest.fixture(scope="module", params=["prometheus", "prometheus3"])
def runs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Run]:
    """All shapes, measured on one Prometheus."""
    return list(measure(tool(request.param), tmp_path_factory.mktemp("matrix"), SHAPES, LENGTH, LOOKS))


def test_values_are_as_close_as_published(runs: list[Run], golden: Golden) -> None:
    errors = {run.shape.name: {window: worst(run, window) for window in SECONDS} for run in runs}
    golden(Path(__file__).with_name("README.md"), page(errors, BENDS))


def test_what_is_spread_is_within_half_a_per_cent(runs: list[Run]) -> None:
    bent = {("6h", name) for name in SMEARED} | {("2h", name) for name in SHORT_LIVED}
    for run in runs:
        for window in SECONDS:
            spread = worst(run, window).spread or 0
            if (window, run.shape.name) not in bent:
                assert spread <= CLOSE, f"{run.shape.name}, {window}: {spread:.2%}"


def test_burn_and_budget_are_those_of_the_ratio(runs: list[Run]) -> None:
    for run in runs:
        for look in ratios(run, "30d"):
            burn = run.recorded["slo:period_burn_rate:ratio"][look.at]
            left = run.recorded["slo:period_error_budget_remaining:ratio"][look.at]
            assert look.most is not None
            assert burn == pytest.approx(look.most / BUDGET, rel=CLOSE), run.shape.name
            assert left == pytest.approx(1 - look.most / BUDGET, abs=CLOSE * burn), run.shape.name
        for look in ratios(run, "5m"):
            now = run.recorded["slo:current_burn_rate:ratio"].get(look.at)
            assert (now is None) == (look.measured is None), run.shape.name
            assert now is None or now == pytest.approx(look.measured / BUDGET, rel=1e-9), run.shape.name


def test_coverage_falls_by_gaps_and_outages_and_by_nothing_else(runs: list[Run]) -> None:
    """A base window bridges some of a gap, and the one after an outage reaches into it."""
    for run in runs:
        lost = [BEGIN + second for gap in (*run.shape.gaps, run.shape.outage) for second in gap]
        end = BEGIN + (run.shape.until or LENGTH)
        for at, covered in run.recorded["slo:sli_coverage:ratio1h"].items():
            away = sum(at - HOUR < second <= at for second in lost) + max(0, min(HOUR, at - end))
            least, most = HOUR - away - 2 * MINUTE, HOUR - max(0, away - BASE - MINUTE)
            assert least <= covered * HOUR <= most, f"{run.shape.name} at {at}: {covered:.3f} with {away} s lost"
